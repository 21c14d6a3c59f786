import { Text, Title } from '@mantine/core'
import { IconUsersGroup } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useMe } from '../features/session/queries.ts'
import { teamsQuery } from '../features/teams/queries.ts'
import { TeamTabs } from '../features/waiting/team-tabs.tsx'
import classes from '../features/waiting/waiting.module.css'
import { WaitingList } from '../features/waiting/waiting-list.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { QueryView } from '../ui/query-view.tsx'
import { PendingPage } from './pending-page.tsx'

export function WaitingPage() {
  const { t } = useTranslation('assignment')
  const { teamId } = useSearch({ from: '/session/waiting' })
  const { member } = useMe()
  const query = useQuery(teamsQuery)

  return (
    <div className={classes.page} data-scroll-restoration-id="page">
      <div className={classes.content}>
        <Title order={1}>{t('waiting.title')}</Title>
        <Text c="dimmed">{t('waiting.description')}</Text>
        <QueryView query={query} loading={<PendingPage />}>
          {({ data: teams }) => {
            // One's own team first: it is what an agent looks for.
            const own = teams.find(({ members }) => members.some(({ memberId }) => memberId === member.id))
            const team = teams.find(({ id }) => id === teamId) ?? own ?? teams[0]
            if (team === undefined) {
              return (
                <EmptyState icon={IconUsersGroup} title={t('waiting.noTeams.title')} text={t('waiting.noTeams.text')} />
              )
            }
            return (
              <>
                {teams.length > 1 && <TeamTabs teams={teams} currentId={team.id} />}
                <WaitingList key={team.id} team={team} />
              </>
            )
          }}
        </QueryView>
      </div>
    </div>
  )
}
