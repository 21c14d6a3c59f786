import { useTranslation } from '../../../i18n/use-translation.ts'
import { Step, Steps } from '../steps.tsx'
import type { ChannelOf } from '../types.ts'
import { VerifiedWebhook } from '../verified-webhook.tsx'

export function WhatsappSetup({ channel }: { channel: ChannelOf<'whatsapp'> }) {
  const { t } = useTranslation('channels')
  return (
    <Steps>
      <Step text={t('whatsapp.steps.open')} />
      <Step text={t('whatsapp.steps.paste')}>
        <VerifiedWebhook channel={channel} />
      </Step>
      <Step text={t('whatsapp.steps.fields')} />
      <Step text={t('whatsapp.steps.live')} />
      <Step text={t('whatsapp.steps.try')} />
    </Steps>
  )
}
