import { useTranslation } from '../../../i18n/use-translation.ts'
import { withComponents } from '../../../i18n/with-components.tsx'
import { Step, Steps } from '../steps.tsx'
import type { ChannelOf } from '../types.ts'
import { BotLink } from './bot-link.tsx'

export function TelegramSetup({ channel }: { channel: ChannelOf<'telegram'> }) {
  const { t } = useTranslation('channels')
  const { botUsername } = channel.settings
  return (
    <Steps>
      <Step text={t('telegram.steps.told')} />
      <Step
        text={
          botUsername === ''
            ? t('telegram.steps.try')
            : withComponents(t('telegram.steps.tryAt'), { bot: <BotLink username={botUsername} /> })
        }
      />
      <Step text={t('telegram.steps.share')} />
    </Steps>
  )
}
