import { useTranslation } from '../../../i18n/use-translation.ts'
import { Step, Steps } from '../steps.tsx'
import type { ChannelOf } from '../types.ts'
import { WebhookField } from '../webhook-field.tsx'

export function TiktokSetup({ channel }: { channel: ChannelOf<'tiktok'> }) {
  const { t } = useTranslation('channels')
  return (
    <Steps>
      <Step text={t('tiktok.steps.told')}>
        <WebhookField url={channel.webhookUrl} />
      </Step>
      <Step text={t('tiktok.steps.dm')} />
      <Step text={t('tiktok.steps.try')} />
    </Steps>
  )
}
