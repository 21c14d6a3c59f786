import { IconMessages, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ChannelList } from '../../features/channels/channel-list.tsx'
import { channelsQuery } from '../../features/channels/queries.ts'
import { useMe } from '../../features/session/queries.ts'
import { isAtLeast } from '../../features/session/roles.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Page } from '../../ui/page/page.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RowListSkeleton } from '../../ui/row-list.tsx'

export function ChannelsPage() {
  const { t } = useTranslation('settings')
  const { member } = useMe()
  const channels = useQuery(channelsQuery)
  const canConnect = isAtLeast(member.role, 'manager')

  return (
    <Page
      title={t('pages.channels')}
      description={t('channels.description')}
      action={canConnect ? <Connect /> : undefined}
    >
      <QueryView query={channels} loading={<RowListSkeleton rows={3} />}>
        {({ data }) =>
          data.length > 0 ? (
            <ChannelList channels={data} />
          ) : (
            <EmptyState
              icon={IconMessages}
              title={t('channels.empty.title')}
              text={t(canConnect ? 'channels.empty.text' : 'channels.empty.textAgent')}
            />
          )
        }
      </QueryView>
    </Page>
  )
}

function Connect() {
  const { t } = useTranslation('settings')
  return (
    <LinkButton to="/settings/channels/new" leftSection={<IconPlus size={16} />}>
      {t('channels.add')}
    </LinkButton>
  )
}
