import { Alert, Button, Group, Stack } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { CopyField } from '../../ui/copy-field.tsx'

/** A secret, the only time that it is shown. */
export function SecretShown({ secret, onDone }: { secret: string; onDone: () => void }) {
  const { t } = useTranslation('webhooks')
  return (
    <Stack>
      <Alert>{t('secretText')}</Alert>
      <CopyField label={t('secret')} value={secret} />
      <Group justify="flex-end">
        <Button onClick={onDone}>{t('secretDone')}</Button>
      </Group>
    </Stack>
  )
}
