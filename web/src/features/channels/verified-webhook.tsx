import { useTranslation } from '../../i18n/use-translation.ts'
import { OwnSecret } from './own-secret.tsx'
import type { ChannelOf } from './types.ts'
import { WebhookField } from './webhook-field.tsx'

/** What Meta's subscription forms ask for. */
export function VerifiedWebhook({ channel }: { channel: ChannelOf<'whatsapp' | 'messenger' | 'instagram'> }) {
  const { t } = useTranslation('channels')
  return (
    <>
      <WebhookField url={channel.webhookUrl} />
      <OwnSecret channel={channel} name="verifyToken" value={channel.verifyToken} label={t('verifyToken')} />
    </>
  )
}
