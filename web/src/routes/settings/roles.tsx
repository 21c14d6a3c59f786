import type { Role } from '@fairlead/sdk'
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { membersQuery } from '../../features/members/queries.ts'
import { RoleSection } from '../../features/members/role-section.tsx'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Page } from '../../ui/page/page.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RowListSkeleton } from '../../ui/row-list.tsx'

const roles: readonly Role[] = ['agent', 'manager', 'owner']

export function RolesPage() {
  const { t } = useTranslation('settings')
  const members = useQuery(membersQuery)

  return (
    <Page title={t('pages.roles')} description={t('roles.description')}>
      <Text maw={620} mb="lg">
        {t('roles.everybodySees')}
      </Text>
      <QueryView query={members} loading={<RowListSkeleton rows={5} />}>
        {({ data }) => (
          <div>
            {roles.map((role) => (
              <RoleSection key={role} role={role} members={data} />
            ))}
          </div>
        )}
      </QueryView>
      <Text c="dimmed" mt="lg">
        {t('roles.invite')}
      </Text>
    </Page>
  )
}
