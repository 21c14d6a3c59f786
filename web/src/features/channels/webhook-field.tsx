import { Alert } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { CopyField } from '../../ui/copy-field.tsx'

/** Where the provider is to call. It cannot, as long as this server has no public address. */
export function WebhookField({ url, label }: { url: string | null; label?: string }) {
  const { t } = useTranslation('channels')
  if (url === null) return null
  return (
    <>
      {!url.startsWith('https://') && <Alert color="yellow">{t('webhookLocal')}</Alert>}
      <CopyField label={label ?? t('webhookUrl')} value={url} />
    </>
  )
}
