import { type Member, patchMember, type Role } from '@fairlead/sdk'
import { List, Select, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { notifyDone, notifyError } from '../../ui/notify.ts'
import { Section } from '../../ui/page/section.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { useMe } from '../session/queries.ts'
import { canEdit, rolesToOffer } from './permissions.ts'
import { useReplaceMember } from './queries.ts'
import classes from './role-section.module.css'

const abilities = {
  owner: ['all', 'owners', 'disconnect'],
  manager: ['all', 'people', 'teams', 'channels', 'work', 'systems', 'reports'],
  agent: ['answer', 'contacts', 'own', 'tags', 'look'],
} as const satisfies Readonly<Record<Role, readonly string[]>>

/** What a role may do, in words, and who has it. */
export function RoleSection({ role, members }: { role: Role; members: readonly Member[] }) {
  const { t } = useTranslation(['settings', 'common'])
  const own = members
    .filter((member) => member.role === role && !member.isDeactivated)
    .toSorted((a, b) => a.name.localeCompare(b.name))

  return (
    <Section title={t(`common:roles.${role}`)} description={t(`roles.about.${role}`)}>
      <List
        icon={<IconCheck size={15} className={classes.check} aria-hidden />}
        spacing={4}
        mb="sm"
        maw={620}
        className={classes.abilities}
      >
        {textsOf(role).map((text) => (
          <List.Item key={text}>{text}</List.Item>
        ))}
      </List>
      {own.length === 0 ? (
        <Text c="dimmed">{t('roles.nobody')}</Text>
      ) : (
        <RowList label={`${t('roles.who')}: ${t(`common:roles.${role}`)}`}>
          {own.map((member) => (
            <Row key={member.id}>
              <RoleLine member={member} members={members} />
            </Row>
          ))}
        </RowList>
      )}
    </Section>
  )

  function textsOf(of: Role): readonly string[] {
    if (of === 'owner') return abilities.owner.map((key) => t(`roles.abilities.owner.${key}`))
    if (of === 'manager') return abilities.manager.map((key) => t(`roles.abilities.manager.${key}`))
    return abilities.agent.map((key) => t(`roles.abilities.agent.${key}`))
  }
}

function RoleLine({ member, members }: { member: Member; members: readonly Member[] }) {
  const { t } = useTranslation(['settings', 'common'])
  const { member: me } = useMe()
  const replaceMember = useReplaceMember()
  const offered = canEdit(me, member) ? rolesToOffer(me, member, members) : []

  async function change(role: Role) {
    try {
      const saved = await client.call(patchMember, { params: { id: member.id }, body: { role } })
      replaceMember(saved)
      notifyDone(t('roles.changed', { name: saved.name, role: t(`common:roles.${role}`) }))
    } catch (error) {
      notifyError(error)
    }
  }

  return (
    <>
      <div className={classes.line}>
        <Text fw={500} truncate>
          {member.name}
          {member.id === me.id && (
            <Text span c="dimmed" fw={400}>
              {' · '}
              {t('roles.youAre')}
            </Text>
          )}
        </Text>
        <Text fz={13} c="dimmed" truncate>
          {member.email}
        </Text>
      </div>
      {offered.length > 1 && (
        <Select
          aria-label={t('roles.roleOf', { name: member.name })}
          w={128}
          size="xs"
          data={offered.map((value) => ({ value, label: t(`common:roles.${value}`) }))}
          value={member.role}
          allowDeselect={false}
          onChange={(value) => {
            const role = offered.find((one) => one === value)
            if (role !== undefined && role !== member.role) void change(role)
          }}
        />
      )}
    </>
  )
}
