import { deleteSkill, type Skill } from '@fairlead/sdk'
import { Group, Text } from '@mantine/core'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { languageName } from '../../ui/language-name.ts'
import { notifyDone } from '../../ui/notify.ts'
import { Row, RowList } from '../../ui/row-list.tsx'
import { ToolButton } from '../../ui/tool-button.tsx'
import { membersQuery } from '../members/queries.ts'
import { useMe } from '../session/queries.ts'
import { isAtLeast } from '../session/roles.ts'
import { skillsQuery } from './queries.ts'
import { SkillDialog } from './skill-dialog.tsx'
import classes from './skill-list.module.css'

export function SkillList({ skills }: { skills: readonly Skill[] }) {
  const { t, i18n } = useTranslation('settings')
  const { member } = useMe()
  const [editing, setEditing] = useState<Skill | null>(null)
  const [deleting, setDeleting] = useState<Skill | null>(null)
  const canChange = isAtLeast(member.role, 'manager')
  const inOrder = skills.toSorted((a, b) => a.name.localeCompare(b.name, i18n.language))

  return (
    <>
      <RowList label={t('pages.skills')}>
        {inOrder.map((skill) => (
          <Row key={skill.id}>
            <SkillLine skill={skill} />
            {canChange && (
              <Group gap={2} wrap="nowrap">
                <ToolButton
                  label={t('skills.editOne', { name: skill.name })}
                  icon={IconPencil}
                  onClick={() => setEditing(skill)}
                />
                <ToolButton
                  label={t('skills.deleteOne', { name: skill.name })}
                  icon={IconTrash}
                  onClick={() => setDeleting(skill)}
                />
              </Group>
            )}
          </Row>
        ))}
      </RowList>
      {editing && <SkillDialog skill={editing} onClose={() => setEditing(null)} />}
      {deleting && <DeleteSkill skill={deleting} onClose={() => setDeleting(null)} />}
    </>
  )
}

function SkillLine({ skill }: { skill: Skill }) {
  const { t, i18n } = useTranslation('settings')
  const { data } = useQuery(membersQuery)
  const names = (data?.data ?? [])
    .filter(({ skillIds, isDeactivated }) => !isDeactivated && skillIds.includes(skill.id))
    .map(({ name, email }) => name || email)
  const shown = names.slice(0, 5)
  const who = [...shown, ...(names.length > shown.length ? [t('skills.andMore', { count: names.length - 5 })] : [])]

  return (
    <div className={classes.line}>
      <Text fw={500} lineClamp={2}>
        {skill.name}
        {skill.language !== null && (
          <Text span c="dimmed" fw={400}>
            {' · '}
            {t('skills.speaks', { language: languageName(skill.language, i18n.language) })}
          </Text>
        )}
      </Text>
      <Text fz={13} c="dimmed" lineClamp={2}>
        {who.length > 0 ? new Intl.ListFormat(i18n.language, { type: 'unit' }).format(who) : t('skills.nobody')}
      </Text>
    </div>
  )
}

function DeleteSkill({ skill, onClose }: { skill: Skill; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const cache = useQueryClient()

  async function remove() {
    await client.call(deleteSkill, { params: { id: skill.id } })
    cache.setQueryData(
      skillsQuery.queryKey,
      (known) => known && { data: known.data.filter(({ id }) => id !== skill.id) },
    )
    notifyDone(t('skills.deleted', { name: skill.name }))
  }

  return (
    <ConfirmDialog
      isOpen
      title={t('skills.deleteTitle', { name: skill.name })}
      text={t('skills.deleteText')}
      confirm={t('skills.delete')}
      onConfirm={remove}
      onClose={onClose}
    />
  )
}
