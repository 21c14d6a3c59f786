import { Alert, Button, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { ContractForm as Form } from './use-contract-form.ts'

/** The frame of every form: fields from top to bottom, and above the buttons what went wrong. */
export function ContractForm<Values>({
  contract,
  children,
  actions,
}: {
  contract: Form<Values>
  children: ReactNode
  actions: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <form onSubmit={contract.submit} noValidate>
      <Stack gap="md">
        {children}
        {contract.failure !== null && (
          <Alert color="red" role="alert" style={{ whiteSpace: 'pre-line' }}>
            {contract.failure}
          </Alert>
        )}
        {contract.isOutdated && (
          <Alert role="alert" title={t('outdated.title')}>
            {t('outdated.text')}
            <div>
              <Button size="xs" variant="default" mt="xs" onClick={contract.discard}>
                {t('outdated.discard')}
              </Button>
            </div>
          </Alert>
        )}
        {actions}
      </Stack>
    </form>
  )
}
