import { Trans, useTranslation } from 'react-i18next'
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
          botUsername === '' ? (
            t('telegram.steps.try')
          ) : (
            <Trans t={t} i18nKey="telegram.steps.tryAt" components={{ bot: <BotLink username={botUsername} /> }} />
          )
        }
      />
      <Step text={t('telegram.steps.share')} />
    </Steps>
  )
}
