import { Alert, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CopyField } from '../../ui/copy-field.tsx'

/** What to paste into the provider's subscription form. */
export function WhatsappWebhook({ webhookUrl, verifyToken }: { webhookUrl: string; verifyToken: string }) {
  const { t } = useTranslation('settings')
  return (
    <Stack gap="sm">
      {!webhookUrl.startsWith('https://') && <Alert color="yellow">{t('whatsapp.webhookLocal')}</Alert>}
      <CopyField label={t('whatsapp.webhookUrl')} value={webhookUrl} />
      <CopyField label={t('whatsapp.verifyToken')} value={verifyToken} />
    </Stack>
  )
}
