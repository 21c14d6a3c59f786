import { deleteTag, type Tag, type TagUse } from '@fairlead/sdk'
import { Group, Text } from '@mantine/core'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { notifyDone } from '../../ui/notify.ts'
import { Row, RowList } from '../../ui/row-list.tsx'
import { ToolButton } from '../../ui/tool-button.tsx'
import { useMe } from '../session/queries.ts'
import { isAtLeast } from '../session/roles.ts'
import { tagUsesQuery } from './queries.ts'
import { TagBadge } from './tag-badge.tsx'
import { TagDialog } from './tag-dialog.tsx'
import classes from './tags.module.css'

export function TagList({ tags, known }: { tags: readonly Tag[]; known: readonly Tag[] }) {
  const { t, i18n } = useTranslation('tags')
  const { member } = useMe()
  const canChange = isAtLeast(member.role, 'manager')
  const uses = useQuery({ ...tagUsesQuery, enabled: canChange })
  const [editing, setEditing] = useState<Tag | null>(null)
  const [deleting, setDeleting] = useState<Tag | null>(null)
  const usesOf = new Map(uses.data?.map((use) => [use.name, use]))

  return (
    <>
      <RowList label={t('list')}>
        {tags.map((tag) => (
          <Row key={tag.name}>
            <div className={classes.line}>
              <TagBadge tag={tag} />
              <Text fz={13} c="dimmed" className={classes.about}>
                {[tag.description, ...(uses.data ? [wordsOf(usesOf.get(tag.name))] : [])]
                  .filter((text) => text !== '')
                  .join(' · ')}
              </Text>
            </div>
            {canChange && (
              <Group gap={2} wrap="nowrap">
                <ToolButton
                  label={t('editOne', { name: tag.name })}
                  icon={IconPencil}
                  onClick={() => setEditing(tag)}
                />
                <ToolButton
                  label={t('deleteOne', { name: tag.name })}
                  icon={IconTrash}
                  onClick={() => setDeleting(tag)}
                />
              </Group>
            )}
          </Row>
        ))}
      </RowList>
      {editing && <TagDialog tag={editing} known={known} onClose={() => setEditing(null)} />}
      {deleting && <DeleteTag tag={deleting} onClose={() => setDeleting(null)} />}
    </>
  )

  function wordsOf({ contacts, conversations }: TagUse = { name: '', contacts: 0, conversations: 0 }): string {
    const parts = [
      ...(contacts > 0 ? [t('contacts', { count: contacts })] : []),
      ...(conversations > 0 ? [t('conversations', { count: conversations })] : []),
    ]
    return parts.length > 0 ? new Intl.ListFormat(i18n.language).format(parts) : t('unused')
  }
}

function DeleteTag({ tag: { name }, onClose }: { tag: Tag; onClose: () => void }) {
  const { t } = useTranslation('tags')
  const cache = useQueryClient()

  async function remove() {
    await client.call(deleteTag, { params: { name } })
    await cache.invalidateQueries({ queryKey: ['tags'] })
    notifyDone(t('deleted', { name }))
  }

  return (
    <ConfirmDialog
      isOpen
      title={t('deleteTitle', { name })}
      text={t('deleteText')}
      confirm={t('delete')}
      onConfirm={remove}
      onClose={onClose}
    />
  )
}
