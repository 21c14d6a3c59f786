import type { Team } from '@fairlead/sdk'
import { Skeleton, Tabs } from '@mantine/core'
import { IconUsersGroup } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { TeamMessagesForm } from '../../features/policy/messages-form.tsx'
import { TeamPolicyForm } from '../../features/policy/policy-form.tsx'
import { PolicyHistory } from '../../features/policy/policy-history.tsx'
import { TeamHoursForm } from '../../features/policy/team-hours-form.tsx'
import { DeleteTeam } from '../../features/teams/delete-team.tsx'
import { teamsQuery } from '../../features/teams/queries.ts'
import { TeamMembersForm, TeamNameForm } from '../../features/teams/team-forms.tsx'
import { type TeamTab, teamTabs } from '../../features/teams/team-tabs.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { BackLink } from '../../ui/page/back-link.tsx'
import { Page } from '../../ui/page/page.tsx'
import { Section } from '../../ui/page/section.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { useInSight } from '../../ui/use-in-sight.ts'
import classes from './team.module.css'

export function TeamPage() {
  const { t } = useTranslation('settings')
  const { id } = useParams({ from: '/session/settings/teams/$id' })
  const teams = useQuery(teamsQuery)
  const team = teams.data?.data.find((one) => one.id === id)

  return (
    <Page
      title={team?.name ?? t('pages.teams')}
      back={<BackLink to="/settings/teams" label={t('teams.back')} />}
      isWide
    >
      <QueryView query={teams} loading={<Skeleton height={320} />}>
        {() =>
          team ? (
            <TeamParts key={id} team={team} />
          ) : (
            <EmptyState icon={IconUsersGroup} title={t('teams.gone.title')} text={t('teams.gone.text')} />
          )
        }
      </QueryView>
    </Page>
  )
}

function TeamParts({ team }: { team: Team }) {
  const { t } = useTranslation('policy')
  const { tab = 'members' } = useSearch({ from: '/session/settings/teams/$id' })
  const navigate = useNavigate()
  const tabs = useRef<HTMLDivElement>(null)

  useInSight(tabs, '[data-active]', tab)

  function open(chosen: TeamTab | undefined) {
    if (!chosen || chosen === tab) return
    void navigate({ to: '/settings/teams/$id', params: { id: team.id }, search: { tab: chosen } })
  }

  return (
    <Tabs
      value={tab}
      onChange={(value) => open(teamTabs.find((one) => one === value))}
      keepMounted={false}
      activateTabWithKeyboard={false}
    >
      <Tabs.List ref={tabs} className={classes.tabs} aria-label={t('tabs.label')}>
        {teamTabs.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {t(`tabs.${one}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={tab} pt="lg" className={tab === 'policy' ? undefined : classes.narrow}>
        <TeamPart tab={tab} team={team} />
      </Tabs.Panel>
    </Tabs>
  )
}

function TeamPart({ tab, team }: { tab: TeamTab; team: Team }) {
  switch (tab) {
    case 'members':
      return <MembersPart team={team} />
    case 'policy':
      return <TeamPolicyForm team={team} />
    case 'hours':
      return <TeamHoursForm team={team} />
    case 'messages':
      return <TeamMessagesForm team={team} />
    case 'history':
      return <PolicyHistory team={team} />
  }
}

function MembersPart({ team }: { team: Team }) {
  const { t } = useTranslation(['settings', 'policy'])
  return (
    <div>
      <Section title={t('policy:tabs.members')} description={t('policy:members.hint')}>
        <TeamMembersForm team={team} />
      </Section>
      <Section title={t('teams.general')}>
        <TeamNameForm team={team} />
      </Section>
      <Section title={t('teams.danger')} description={t('teams.dangerHint')}>
        <DeleteTeam team={team} />
      </Section>
    </div>
  )
}
