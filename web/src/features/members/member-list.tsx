import { type Member, type Presence, patchMember, putPresence } from '@fairlead/sdk'
import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { notifyDone, notifyError } from '../../ui/notify.ts'
import { Row, RowList } from '../../ui/row-list.tsx'
import { useMe } from '../session/queries.ts'
import { MemberLine } from './member-line.tsx'
import { canDeactivate, canEdit } from './permissions.ts'
import { useReplaceMember } from './queries.ts'

const presences: readonly Presence[] = ['online', 'busy', 'offline']

export function MemberList({ members }: { members: readonly Member[] }) {
  const { t } = useTranslation('settings')
  const { member: me } = useMe()
  const [asked, setAsked] = useState<Member | null>(null)
  const replaceMember = useReplaceMember()

  async function setDeactivated({ id, name }: Member, isDeactivated: boolean) {
    replaceMember(await client.call(patchMember, { params: { id }, body: { isDeactivated } }))
    notifyDone(t(isDeactivated ? 'members.deactivatedDone' : 'members.reactivatedDone', { name }))
  }

  return (
    <>
      <RowList label={t('members.list')}>
        {inOrder(members).map((member) => (
          <Row key={member.id}>
            <MemberLine member={member} />
            {canEdit(me, member) && (
              <MemberMenu
                member={member}
                canDeactivate={canDeactivate(me, member, members)}
                onDeactivate={() => setAsked(member)}
                onReactivate={() => setDeactivated(member, false).catch(notifyError)}
              />
            )}
          </Row>
        ))}
      </RowList>
      {asked && (
        <ConfirmDialog
          isOpen
          title={t('members.deactivateTitle', { name: asked.name })}
          text={t('members.deactivateText')}
          confirm={t('members.deactivate')}
          onConfirm={() => setDeactivated(asked, true)}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  )
}

type MenuProps = Readonly<{
  member: Member
  canDeactivate: boolean
  onDeactivate: () => void
  onReactivate: () => void
}>

function MemberMenu({ member, canDeactivate, onDeactivate, onReactivate }: MenuProps) {
  const { t } = useTranslation(['settings', 'common'])
  const replaceMember = useReplaceMember()

  async function setPresence(presence: Presence) {
    try {
      replaceMember(await client.call(putPresence, { params: { id: member.id }, body: { presence } }))
    } catch (error) {
      notifyError(error)
    }
  }

  return (
    <Menu position="bottom-end" width={190}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('members.actions', { name: member.name })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {member.isDeactivated ? (
          <Menu.Item onClick={onReactivate}>{t('members.reactivate')}</Menu.Item>
        ) : (
          <>
            <Menu.Item component={Link} to={`/settings/members/${member.id}`}>
              {t('members.edit')}
            </Menu.Item>
            <Menu.Divider />
            <Menu.Label>{t('members.setPresence')}</Menu.Label>
            {presences.map((presence) => (
              <Menu.Item
                key={presence}
                disabled={member.chosenPresence === presence}
                onClick={() => setPresence(presence)}
              >
                {t(`common:presence.${presence}`)}
              </Menu.Item>
            ))}
            {canDeactivate && (
              <>
                <Menu.Divider />
                <Menu.Item c="var(--mantine-color-error)" onClick={onDeactivate}>
                  {t('members.deactivate')}
                </Menu.Item>
              </>
            )}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

// Those who left come last; the others by name.
function inOrder(members: readonly Member[]): readonly Member[] {
  return members.toSorted(
    (a, b) =>
      Number(a.isDeactivated) - Number(b.isDeactivated) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1),
  )
}
