import { useTranslation } from '../../../i18n/use-translation.ts'
import { Step, Steps } from '../steps.tsx'
import type { ChannelOf } from '../types.ts'

export function EmailSetup({ channel }: { channel: ChannelOf<'email'> }) {
  const { t } = useTranslation('channels')
  return (
    <Steps>
      <Step text={t('email.steps.try', { address: channel.settings.address })} />
      <Step text={t('email.steps.forward')} />
      <Step text={t('email.steps.dns')} />
    </Steps>
  )
}
