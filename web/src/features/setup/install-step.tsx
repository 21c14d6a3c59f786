import type { Channel } from '@fairlead/sdk'
import { Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../../ui/link-button.tsx'
import { WebchatInstall } from '../channels/webchat-install.tsx'
import { WhatsappWebhook } from '../channels/whatsapp-webhook.tsx'

/** The channel is there; what is left to do happens elsewhere, with what is shown here. */
export function InstallStep({ channel }: { channel: Channel }) {
  const { t } = useTranslation(['setup', 'settings'])
  return (
    <Stack>
      {channel.type === 'webchat' ? (
        <>
          <Title order={1}>{t('install.webchatTitle')}</Title>
          <Text c="dimmed">{t('install.webchatText')}</Text>
          <WebchatInstall channel={channel} />
        </>
      ) : (
        <>
          <Title order={1}>{t('install.whatsappTitle')}</Title>
          <Text c="dimmed">{t('settings:whatsapp.webhookHint')}</Text>
          <WhatsappWebhook webhookUrl={channel.webhookUrl ?? ''} verifyToken={channel.verifyToken ?? ''} />
        </>
      )}
      <div>
        <LinkButton to="/setup" search={{ step: 'done' }}>
          {t('install.submit')}
        </LinkButton>
      </div>
    </Stack>
  )
}
