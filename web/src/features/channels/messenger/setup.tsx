import { useTranslation } from '../../../i18n/use-translation.ts'
import { CopyField } from '../../../ui/copy-field.tsx'
import { Step, Steps } from '../steps.tsx'
import type { ChannelOf } from '../types.ts'
import { VerifiedWebhook } from '../verified-webhook.tsx'

const subscribed = [
  'messages',
  'messaging_postbacks',
  'messaging_referrals',
  'message_deliveries',
  'message_reads',
  'message_echoes',
  'message_reactions',
  'message_edits',
]

export function MessengerSetup({ channel }: { channel: ChannelOf<'messenger'> }) {
  const { t } = useTranslation('channels')
  return (
    <Steps>
      <Step text={t('messenger.steps.open')} />
      <Step text={t('messenger.steps.paste')}>
        <VerifiedWebhook channel={channel} />
      </Step>
      <Step text={t('messenger.steps.fields')}>
        <CopyField label={t('messenger.steps.fields')} value={subscribed.join(', ')} isLabelHidden />
      </Step>
      <Step text={t('messenger.steps.page')} />
      <Step text={t('messenger.steps.live')} />
      <Step text={t('messenger.steps.try')} />
    </Steps>
  )
}
