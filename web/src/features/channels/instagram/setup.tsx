import { useTranslation } from '../../../i18n/use-translation.ts'
import { CopyField } from '../../../ui/copy-field.tsx'
import { Step, Steps } from '../steps.tsx'
import type { ChannelOf } from '../types.ts'
import { VerifiedWebhook } from '../verified-webhook.tsx'

const subscribed = [
  'messages',
  'messaging_postbacks',
  'messaging_seen',
  'messaging_referral',
  'message_reactions',
  'message_edit',
]

export function InstagramSetup({ channel }: { channel: ChannelOf<'instagram'> }) {
  const { t } = useTranslation('channels')
  return (
    <Steps>
      <Step text={t('instagram.steps.open')} />
      <Step text={t('instagram.steps.paste')}>
        <VerifiedWebhook channel={channel} />
      </Step>
      <Step text={t('instagram.steps.fields')}>
        <CopyField label={t('instagram.steps.fields')} value={subscribed.join(', ')} isLabelHidden />
      </Step>
      <Step text={t('instagram.steps.live')} />
      <Step text={t('instagram.steps.try')} />
    </Steps>
  )
}
