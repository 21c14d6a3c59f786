import { useTranslation } from '../../../i18n/use-translation.ts'
import { Step, Steps } from '../steps.tsx'
import type { ChannelOf } from '../types.ts'
import { WebhookField } from '../webhook-field.tsx'

export function LineSetup({ channel }: { channel: ChannelOf<'line'> }) {
  const { t } = useTranslation('channels')
  return (
    <Steps>
      <Step text={t('line.steps.open')} />
      <Step text={t('line.steps.paste')}>
        <WebhookField url={channel.webhookUrl} />
      </Step>
      <Step text={t('line.steps.on')} />
      <Step text={t('line.steps.off')} />
      <Step text={t('line.steps.try')} />
    </Steps>
  )
}
