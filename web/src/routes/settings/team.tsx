import type { Team } from '@fairlead/sdk'
import { Skeleton } from '@mantine/core'
import { IconUsersGroup } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { DeleteTeam } from '../../features/teams/delete-team.tsx'
import { teamsQuery } from '../../features/teams/queries.ts'
import { TeamMembersForm, TeamNameForm, TeamPolicyForm } from '../../features/teams/team-forms.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { BackLink } from '../../ui/page/back-link.tsx'
import { Page } from '../../ui/page/page.tsx'
import { Section } from '../../ui/page/section.tsx'
import { QueryView } from '../../ui/query-view.tsx'

export function TeamPage() {
  const { t } = useTranslation('settings')
  const { id } = useParams({ from: '/session/settings/teams/$id' })
  const teams = useQuery(teamsQuery)
  const team = teams.data?.data.find((one) => one.id === id)

  return (
    <Page title={team?.name ?? t('pages.teams')} back={<BackLink to="/settings/teams" label={t('teams.back')} />}>
      <QueryView query={teams} loading={<Skeleton height={320} />}>
        {() =>
          team ? (
            <TeamSections key={id} team={team} />
          ) : (
            <EmptyState icon={IconUsersGroup} title={t('teams.gone.title')} text={t('teams.gone.text')} />
          )
        }
      </QueryView>
    </Page>
  )
}

function TeamSections({ team }: { team: Team }) {
  const { t } = useTranslation('settings')
  return (
    <div>
      <Section title={t('teams.general')}>
        <TeamNameForm team={team} />
      </Section>
      <Section title={t('teams.members')} description={t('teams.membersHint')}>
        <TeamMembersForm team={team} />
      </Section>
      <Section title={t('teams.policy')} description={t('teams.policyHint')}>
        <TeamPolicyForm team={team} />
      </Section>
      <Section title={t('teams.danger')} description={t('teams.dangerHint')}>
        <DeleteTeam team={team} />
      </Section>
    </div>
  )
}
