import type { Channel } from '@fairlead/sdk'
import { Stack, Text, Title } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { ChannelSetup } from '../channels/parts.tsx'

/** The channel is there; what is left to do happens elsewhere, with what is shown here. */
export function InstallStep({ channel }: { channel: Channel }) {
  const { t } = useTranslation(['setup', 'common'])
  const isWebchat = channel.type === 'webchat'
  const type = t(`common:channelTypes.${channel.type}`)

  return (
    <Stack>
      <Title order={1}>{isWebchat ? t('install.webchatTitle') : t('install.title', { type })}</Title>
      <Text c="dimmed">{t(isWebchat ? 'install.webchatText' : 'install.text')}</Text>
      <ChannelSetup channel={channel} />
      <div>
        <LinkButton to="/setup" search={{ step: 'done' }}>
          {t('install.submit')}
        </LinkButton>
      </div>
    </Stack>
  )
}
