import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconUserPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { InviteDialog } from '../../features/invitations/invite-dialog.tsx'
import { PendingInvitations } from '../../features/invitations/pending-invitations.tsx'
import { invitationsQuery } from '../../features/invitations/queries.ts'
import { MemberList } from '../../features/members/member-list.tsx'
import { membersQuery } from '../../features/members/queries.ts'
import { useMe } from '../../features/session/queries.ts'
import { isAtLeast } from '../../features/session/roles.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Page } from '../../ui/page/page.tsx'
import { Section } from '../../ui/page/section.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RowListSkeleton } from '../../ui/row-list.tsx'

export function MembersPage() {
  const { t } = useTranslation('settings')
  const { member } = useMe()
  const members = useQuery(membersQuery)
  const canInvite = isAtLeast(member.role, 'manager')
  const invitations = useQuery({ ...invitationsQuery, enabled: canInvite })
  const [isInviting, { open, close }] = useDisclosure(false)

  return (
    <Page
      title={t('pages.members')}
      description={t('members.description')}
      action={
        canInvite && (
          <Button leftSection={<IconUserPlus size={16} />} onClick={open}>
            {t('members.add')}
          </Button>
        )
      }
    >
      <QueryView query={members} loading={<RowListSkeleton rows={4} />}>
        {({ data }) => <MemberList members={data} />}
      </QueryView>
      {invitations.data && invitations.data.data.length > 0 && (
        <Section title={t('invitations.pending')}>
          <PendingInvitations invitations={invitations.data.data} />
        </Section>
      )}
      {isInviting && <InviteDialog onClose={close} />}
    </Page>
  )
}
