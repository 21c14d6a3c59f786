import { deleteInvitation, type Invitation } from '@fairlead/sdk'
import { Badge, Button, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { formatDate } from '../../ui/format-date.ts'
import { notifyDone } from '../../ui/notify.ts'
import { Row, RowList } from '../../ui/row-list.tsx'
import { teamsQuery } from '../teams/queries.ts'
import classes from './pending-invitations.module.css'
import { invitationsQuery } from './queries.ts'

export function PendingInvitations({ invitations }: { invitations: readonly Invitation[] }) {
  const { t } = useTranslation('settings')
  const [asked, setAsked] = useState<Invitation | null>(null)
  const cache = useQueryClient()

  async function takeBack(id: string) {
    await client.call(deleteInvitation, { params: { id } })
    await cache.invalidateQueries(invitationsQuery)
    notifyDone(t('invitations.takenBack'))
  }

  return (
    <>
      <RowList label={t('invitations.pending')}>
        {invitations.map((invitation) => (
          <Row key={invitation.id}>
            <InvitationLine invitation={invitation} />
            <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setAsked(invitation)}>
              {t('invitations.takeBack')}
            </Button>
          </Row>
        ))}
      </RowList>
      {asked && (
        <ConfirmDialog
          isOpen
          title={t('invitations.takeBackTitle', { email: asked.email })}
          text={t('invitations.takeBackText')}
          confirm={t('invitations.takeBack')}
          onConfirm={() => takeBack(asked.id)}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  )
}

function InvitationLine({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation(['settings', 'common'])
  const teams = useQuery(teamsQuery)
  const names = (teams.data?.data ?? []).filter(({ id }) => invitation.teamIds.includes(id)).map(({ name }) => name)
  const date = formatDate(invitation.expiresAt)
  const isOver = new Date(invitation.expiresAt) < new Date()

  return (
    <div className={classes.line}>
      <Text fw={500} truncate>
        {invitation.email}
      </Text>
      <Text fz={13} c="dimmed" component="div">
        <Badge variant={invitation.role === 'agent' ? 'default' : 'light'} size="sm" className={classes.role}>
          {t(`common:roles.${invitation.role}`)}
        </Badge>
        {[...names, t(isOver ? 'invitations.expired' : 'invitations.until', { date })].join(' · ')}
      </Text>
    </div>
  )
}
