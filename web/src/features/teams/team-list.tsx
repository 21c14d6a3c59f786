import type { Team } from '@fairlead/sdk'
import { Badge, Text, Tooltip } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { LinkRow, Row, RowList } from '../../ui/row-list.tsx'
import { useMe } from '../session/queries.ts'
import { isAtLeast } from '../session/roles.ts'
import classes from './team-list.module.css'

export function TeamList({ teams }: { teams: readonly Team[] }) {
  const { t } = useTranslation('settings')
  const { member } = useMe()
  const canOpen = isAtLeast(member.role, 'manager')

  return (
    <RowList label={t('teams.list')}>
      {teams.map((team) =>
        canOpen ? (
          <LinkRow key={team.id} link={{ to: '/settings/teams/$id', params: { id: team.id } }}>
            <TeamLine team={team} />
            <IconChevronRight size={17} className={classes.chevron} aria-hidden />
          </LinkRow>
        ) : (
          <Row key={team.id}>
            <TeamLine team={team} />
          </Row>
        ),
      )}
    </RowList>
  )
}

function TeamLine({ team }: { team: Team }) {
  const { t } = useTranslation(['settings', 'policy'])
  const { workspace } = useMe()
  const count = team.members.length

  return (
    <div className={classes.line}>
      <div className={classes.name}>
        <Text fw={500} truncate>
          {team.name}
        </Text>
        {workspace.defaultTeamId === team.id && (
          <Tooltip label={t('teams.defaultHint')}>
            <Badge variant="light" size="sm">
              {t('teams.default')}
            </Badge>
          </Tooltip>
        )}
      </div>
      <Text fz={13} c="dimmed">
        {t(`policy:strategies.${team.policy.strategy}.title`)} ·{' '}
        {count === 0 ? t('teams.noMembers') : t('teams.memberCount', { count })}
      </Text>
    </div>
  )
}
