import type { Member, Team } from '@fairlead/sdk'
import { Badge, Skeleton, Text } from '@mantine/core'
import { IconUser } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { MemberHoursForm } from '../../features/members/member-hours-form.tsx'
import { MemberLimitForm } from '../../features/members/member-limit-form.tsx'
import { MemberNow } from '../../features/members/member-now.tsx'
import { MemberProfileForm } from '../../features/members/member-profile-form.tsx'
import { MemberSkills } from '../../features/members/member-skills.tsx'
import { MemberSummary } from '../../features/members/member-summary.tsx'
import { MemberTeams } from '../../features/members/member-teams.tsx'
import { canEdit } from '../../features/members/permissions.ts'
import { membersQuery } from '../../features/members/queries.ts'
import { useMe } from '../../features/session/queries.ts'
import { isAtLeast } from '../../features/session/roles.ts'
import { teamsQuery } from '../../features/teams/queries.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { BackLink } from '../../ui/page/back-link.tsx'
import { Page } from '../../ui/page/page.tsx'
import { Section } from '../../ui/page/section.tsx'
import { QueryView } from '../../ui/query-view.tsx'

export function MemberPage() {
  const { t } = useTranslation(['members', 'settings', 'common'])
  const { id } = useParams({ from: '/session/settings/members/$id' })
  const members = useQuery(membersQuery)
  const teams = useQuery(teamsQuery)
  const member = members.data?.data.find((one) => one.id === id)

  return (
    <Page
      title={member?.name ?? t('settings:pages.members')}
      description={member?.email}
      back={<BackLink to="/settings/members" label={t('settings:pages.members')} />}
      action={member && <Badge variant="default">{t(`common:roles.${member.role}`)}</Badge>}
    >
      <QueryView query={members} loading={<Skeleton height={320} />}>
        {({ data }) =>
          member ? (
            <MemberSections key={id} member={member} members={data} teams={teams.data?.data ?? []} />
          ) : (
            <EmptyState icon={IconUser} title={t('gone.title')} text={t('gone.text')} />
          )
        }
      </QueryView>
    </Page>
  )
}

type Props = Readonly<{ member: Member; members: readonly Member[]; teams: readonly Team[] }>

function MemberSections({ member, members, teams }: Props) {
  const { t } = useTranslation(['members', 'settings'])
  const { member: me } = useMe()
  const mayEdit = canEdit(me, member)
  const mayEditTeams = isAtLeast(me.role, 'manager')

  return (
    <div>
      {member.isDeactivated ? (
        <Text c="dimmed" mb="md">
          {t('deactivated')}
        </Text>
      ) : (
        <Section title={t('now.title')}>
          <MemberNow member={member} teams={teams} canEdit={mayEdit} />
        </Section>
      )}
      {mayEdit ? (
        <>
          <Section title={t('limit.title')} description={t('limit.text')}>
            <MemberLimitForm member={member} />
          </Section>
          <Section title={t('teams.title')} description={t('teams.text')}>
            <MemberTeams member={member} teams={teams} canEdit={mayEditTeams} />
          </Section>
          <Section title={t('skills.title')} description={t('skills.text')}>
            <MemberSkills member={member} />
          </Section>
          <Section title={t('hours.title')} description={t('hours.text')}>
            <MemberHoursForm member={member} />
          </Section>
          <Section title={t('profile.title')}>
            <MemberProfileForm member={member} members={members} />
          </Section>
        </>
      ) : (
        <>
          <Section title={t('summary')}>
            <MemberSummary member={member} />
          </Section>
          <Section title={t('teams.title')}>
            <MemberTeams member={member} teams={teams} canEdit={mayEditTeams} />
          </Section>
        </>
      )}
    </div>
  )
}
