import { useTranslation } from '../../../i18n/use-translation.ts'
import { Step, Steps } from '../steps.tsx'
import type { ChannelOf } from '../types.ts'
import { WebhookField } from '../webhook-field.tsx'

export function SmsSetup({ channel }: { channel: ChannelOf<'sms'> }) {
  const { t } = useTranslation('channels')
  return (
    <Steps>
      <Step text={t('sms.steps.open')} />
      <Step text={t('sms.steps.paste')}>
        <WebhookField url={channel.webhookUrl} />
      </Step>
      <Step text={t('sms.steps.service')} />
      <Step text={t('sms.steps.try')} />
    </Steps>
  )
}
