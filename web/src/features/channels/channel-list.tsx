import type { Channel } from '@fairlead/sdk'
import { Badge, Text } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from '../../i18n/use-translation.ts'
import { LinkRow, Row, RowList } from '../../ui/row-list.tsx'
import { useMe } from '../session/queries.ts'
import { isAtLeast } from '../session/roles.ts'
import { teamsQuery } from '../teams/queries.ts'
import { ChannelIcon } from './channel-icon.tsx'
import classes from './channel-list.module.css'
import { accountOf } from './types.ts'

export function ChannelList({ channels }: { channels: readonly Channel[] }) {
  const { t } = useTranslation('settings')
  const { member } = useMe()
  const canOpen = isAtLeast(member.role, 'manager')

  return (
    <RowList label={t('channels.list')}>
      {channels.map((channel) =>
        canOpen ? (
          <LinkRow key={channel.id} link={{ to: '/settings/channels/$id', params: { id: channel.id } }}>
            <ChannelLine channel={channel} />
            <IconChevronRight size={17} className={classes.chevron} aria-hidden />
          </LinkRow>
        ) : (
          <Row key={channel.id}>
            <ChannelLine channel={channel} />
          </Row>
        ),
      )}
    </RowList>
  )
}

function ChannelLine({ channel }: { channel: Channel }) {
  const { t } = useTranslation(['settings', 'common'])
  const { workspace } = useMe()
  const teams = useQuery(teamsQuery)
  const teamId = channel.teamId ?? workspace.defaultTeamId
  const team = teams.data?.data.find(({ id }) => id === teamId)

  return (
    <>
      <span className={classes.icon}>
        <ChannelIcon type={channel.type} />
      </span>
      <div className={classes.line}>
        <Text fw={500} lineClamp={2}>
          {channel.name}
        </Text>
        <Text fz={13} c="dimmed" lineClamp={2}>
          {[t(`common:channelTypes.${channel.type}`), accountOf(channel), team?.name ?? t('channels.noTeamAtAll')]
            .filter((part) => part !== '')
            .join(' · ')}
        </Text>
      </div>
      <ChannelStatus status={channel.status} />
    </>
  )
}

export function ChannelStatus({ status }: { status: Channel['status'] }) {
  const { t } = useTranslation('settings')
  return (
    <Badge variant="light" color={status === 'active' ? 'teal' : 'red'} size="sm" className={classes.status}>
      {t(`channels.status.${status}`)}
    </Badge>
  )
}
