import { useTranslation } from '../../../i18n/use-translation.ts'
import { CopyField } from '../../../ui/copy-field.tsx'
import { OwnSecret } from '../own-secret.tsx'
import { Step, Steps } from '../steps.tsx'
import type { ChannelOf } from '../types.ts'
import { postingSnippet } from './snippet.ts'

export function ApiSetup({ channel }: { channel: ChannelOf<'api'> }) {
  const { t } = useTranslation('channels')
  const { webhookUrl, signingSecret } = channel
  if (webhookUrl === null) return null

  return (
    <Steps>
      <Step text={t('api.steps.in')}>
        <CopyField label={t('api.postUrl')} value={webhookUrl} />
      </Step>
      <Step text={t('api.steps.sign')}>
        <OwnSecret
          channel={channel}
          name="signingSecret"
          value={signingSecret}
          label={t('api.signingSecret')}
          description={t('api.signingSecretHint')}
          isHidden
        />
      </Step>
      <Step text={t('api.steps.out')} />
      <Step text={t('api.steps.try')}>
        <CopyField label="Node.js" value={postingSnippet(webhookUrl)} isLabelHidden />
      </Step>
    </Steps>
  )
}
