import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus, IconUsersGroup } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMe } from '../../features/session/queries.ts'
import { isAtLeast } from '../../features/session/roles.ts'
import { NewTeamDialog } from '../../features/teams/new-team-dialog.tsx'
import { teamsQuery } from '../../features/teams/queries.ts'
import { TeamList } from '../../features/teams/team-list.tsx'
import { useTranslation } from '../../i18n/use-translation.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page/page.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RowListSkeleton } from '../../ui/row-list.tsx'

export function TeamsPage() {
  const { t } = useTranslation('settings')
  const { member } = useMe()
  const teams = useQuery(teamsQuery)
  const [isAdding, { open, close }] = useDisclosure(false)
  const canAdd = isAtLeast(member.role, 'manager')

  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={open}>
      {t('teams.add')}
    </Button>
  )

  return (
    <Page title={t('pages.teams')} description={t('teams.description')} action={canAdd ? add : undefined}>
      <QueryView query={teams} loading={<RowListSkeleton rows={3} />}>
        {({ data }) =>
          data.length > 0 ? (
            <TeamList teams={data} />
          ) : (
            <EmptyState
              icon={IconUsersGroup}
              title={t('teams.empty.title')}
              text={t(canAdd ? 'teams.empty.text' : 'teams.empty.textAgent')}
            />
          )
        }
      </QueryView>
      <NewTeamDialog isOpen={isAdding} onClose={close} />
    </Page>
  )
}
