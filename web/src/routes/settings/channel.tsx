import type { Channel } from '@fairlead/sdk'
import { Alert, Skeleton } from '@mantine/core'
import { IconMessages } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ChannelGeneralForm } from '../../features/channels/channel-general-form.tsx'
import { ChannelStatus } from '../../features/channels/channel-list.tsx'
import { ChannelLoadForm } from '../../features/channels/channel-load-form.tsx'
import { DeleteChannel } from '../../features/channels/delete-channel.tsx'
import { channelsQuery } from '../../features/channels/queries.ts'
import { TemplateList } from '../../features/channels/template-list.tsx'
import { type Webchat, WebchatLookForm, WebchatOriginsForm } from '../../features/channels/webchat-forms.tsx'
import { WebchatIdentity } from '../../features/channels/webchat-identity.tsx'
import { WebchatInstall } from '../../features/channels/webchat-install.tsx'
import { type Whatsapp, WhatsappAccountForm, WhatsappSecretsForm } from '../../features/channels/whatsapp-forms.tsx'
import { WhatsappWebhook } from '../../features/channels/whatsapp-webhook.tsx'
import { useMe } from '../../features/session/queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { BackLink } from '../../ui/page/back-link.tsx'
import { Page } from '../../ui/page/page.tsx'
import { Section } from '../../ui/page/section.tsx'
import { QueryView } from '../../ui/query-view.tsx'

export function ChannelPage() {
  const { t } = useTranslation(['settings', 'common'])
  const { id } = useParams({ from: '/session/settings/channels/$id' })
  const channels = useQuery(channelsQuery)
  const channel = channels.data?.data.find((one) => one.id === id)

  return (
    <Page
      title={channel?.name ?? t('pages.channels')}
      description={channel && t(`common:channelTypes.${channel.type}`)}
      action={channel && <ChannelStatus status={channel.status} />}
      back={<BackLink to="/settings/channels" label={t('channels.back')} />}
    >
      <QueryView query={channels} loading={<Skeleton height={320} />}>
        {() =>
          channel ? (
            <ChannelSections key={id} channel={channel} />
          ) : (
            <EmptyState icon={IconMessages} title={t('channels.gone.title')} text={t('channels.gone.text')} />
          )
        }
      </QueryView>
    </Page>
  )
}

function ChannelSections({ channel }: { channel: Channel }) {
  const { t } = useTranslation('settings')
  const { member } = useMe()

  return (
    <>
      {channel.status === 'broken' && (
        <Alert color="red" title={t('channels.broken')} mb="lg">
          {channel.statusReason ?? t('channels.brokenUnknown')}
        </Alert>
      )}
      <div>
        {channel.type === 'webchat' && <InstallSection channel={channel} />}
        {channel.type === 'whatsapp' && <WebhookSection channel={channel} />}
        <Section title={t('channels.general')}>
          <ChannelGeneralForm channel={channel} />
        </Section>
        <Section title={t('channels.load')}>
          <ChannelLoadForm channel={channel} />
        </Section>
        {channel.type === 'webchat' && <WebchatSections channel={channel} />}
        {channel.type === 'whatsapp' && <WhatsappSections channel={channel} />}
        {member.role === 'owner' && (
          <Section title={t('channels.danger')} description={t('channels.dangerHint')}>
            <DeleteChannel channel={channel} />
          </Section>
        )}
      </div>
    </>
  )
}

function InstallSection({ channel }: { channel: Webchat }) {
  const { t } = useTranslation('settings')
  return (
    <Section title={t('webchat.install')} description={t('webchat.installHint')}>
      <WebchatInstall channel={channel} />
    </Section>
  )
}

function WebchatSections({ channel }: { channel: Webchat }) {
  const { t } = useTranslation('settings')
  return (
    <>
      <Section title={t('webchat.look')}>
        <WebchatLookForm channel={channel} />
      </Section>
      <Section title={t('webchat.origins')} description={t('webchat.originsHint')}>
        <WebchatOriginsForm channel={channel} />
      </Section>
      <Section title={t('webchat.identity')} description={t('webchat.identityHint')}>
        <WebchatIdentity channel={channel} />
      </Section>
    </>
  )
}

function WebhookSection({ channel }: { channel: Whatsapp }) {
  const { t } = useTranslation('settings')
  if (channel.webhookUrl === null || channel.verifyToken === null) return null
  return (
    <Section title={t('whatsapp.webhook')} description={t('whatsapp.webhookHint')}>
      <WhatsappWebhook webhookUrl={channel.webhookUrl} verifyToken={channel.verifyToken} />
    </Section>
  )
}

function WhatsappSections({ channel }: { channel: Whatsapp }) {
  const { t } = useTranslation('settings')
  return (
    <>
      <Section title={t('whatsapp.account')}>
        <WhatsappAccountForm channel={channel} />
      </Section>
      <Section title={t('whatsapp.secrets')} description={t('whatsapp.secretsHint')}>
        <WhatsappSecretsForm channel={channel} />
      </Section>
      <Section title={t('whatsapp.templates')} description={t('whatsapp.templatesHint')}>
        <TemplateList channelId={channel.id} />
      </Section>
    </>
  )
}
