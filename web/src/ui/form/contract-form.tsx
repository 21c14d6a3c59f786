import { Alert, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
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
  return (
    <form onSubmit={contract.submit} noValidate>
      <Stack gap="md">
        {children}
        {contract.failure !== null && (
          <Alert color="red" role="alert" style={{ whiteSpace: 'pre-line' }}>
            {contract.failure}
          </Alert>
        )}
        {actions}
      </Stack>
    </form>
  )
}
