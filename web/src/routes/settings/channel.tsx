import type { Channel } from '@fairlead/sdk'
import { Alert, Skeleton, Text } from '@mantine/core'
import { IconMessages } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ChannelGeneralForm } from '../../features/channels/channel-general-form.tsx'
import { ChannelStatus } from '../../features/channels/channel-list.tsx'
import { ChannelLoadForm } from '../../features/channels/channel-load-form.tsx'
import { DeleteChannel } from '../../features/channels/delete-channel.tsx'
import { Health } from '../../features/channels/health.tsx'
import { HiddenSecrets } from '../../features/channels/hidden-secrets.tsx'
import { ChannelSetup, TypeSections } from '../../features/channels/parts.tsx'
import { channelsQuery } from '../../features/channels/queries.ts'
import { accountOf } from '../../features/channels/types.ts'
import { useMe } from '../../features/session/queries.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
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
  const described = channel && [t(`common:channelTypes.${channel.type}`), accountOf(channel)]

  return (
    <Page
      title={channel?.name ?? t('pages.channels')}
      description={described?.filter((part) => part !== '').join(' · ')}
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
      {channel.status === 'broken' && <Broken channel={channel} />}
      <div>
        {channel.status === 'broken' && <HealthSection channel={channel} />}
        <SetupSection channel={channel} />
        {channel.status !== 'broken' && <HealthSection channel={channel} />}
        <Section title={t('channels.general')}>
          <ChannelGeneralForm channel={channel} />
        </Section>
        <Section title={t('channels.load')}>
          <ChannelLoadForm channel={channel} />
        </Section>
        <TypeSections channel={channel} />
        <HiddenSecrets channel={channel} />
        {member.role === 'owner' && (
          <Section title={t('channels.danger')} description={t('channels.dangerHint')}>
            <DeleteChannel channel={channel} />
          </Section>
        )}
      </div>
    </>
  )
}

function Broken({ channel }: { channel: Channel }) {
  const { t } = useTranslation('channels')
  return (
    <Alert color="red" title={t('broken.title')} mb="lg">
      <Text mb={6}>{channel.statusReason ?? t('broken.unknown')}</Text>
      {t('broken.what')}
    </Alert>
  )
}

// With the others there is something to be done at the provider.
const setupTitles: Partial<Record<Channel['type'], 'setupHere' | 'setupOwn'>> = {
  email: 'setupHere',
  telegram: 'setupHere',
  tiktok: 'setupHere',
  api: 'setupOwn',
}

function SetupSection({ channel }: { channel: Channel }) {
  const { t } = useTranslation('channels')
  if (channel.type === 'webchat') {
    return (
      <Section title={t('webchat.install')} description={t('webchat.installHint')}>
        <ChannelSetup channel={channel} />
      </Section>
    )
  }
  return (
    <Section title={t(setupTitles[channel.type] ?? 'setup')}>
      <ChannelSetup channel={channel} />
    </Section>
  )
}

function HealthSection({ channel }: { channel: Channel }) {
  const { t } = useTranslation('channels')
  return (
    <Section title={t('health.title')}>
      <Health channel={channel} />
    </Section>
  )
}
