import { type ClosingCategory, deleteClosingCategory, patchClosingCategory } from '@fairlead/sdk'
import { Group, Text, VisuallyHidden } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconPencil, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { moved } from '../../ui/moved.ts'
import { notifyDone, notifyError } from '../../ui/notify.ts'
import { Row, RowList } from '../../ui/row-list.tsx'
import { ToolButton } from '../../ui/tool-button.tsx'
import { CategoryDialog } from './category-dialog.tsx'
import { categoriesQuery } from './queries.ts'

type Props = Readonly<{ categories: readonly ClosingCategory[]; canChange: boolean }>

/** The categories to close with, to rename, to put in order, and to delete. */
export function CategoryList({ categories, canChange }: Props) {
  const { t } = useTranslation('closing')
  const queryClient = useQueryClient()
  const [editing, setEditing] = useState<ClosingCategory | null>(null)
  const [deleting, setDeleting] = useState<ClosingCategory | null>(null)
  const [said, setSaid] = useState('')

  async function move(category: ClosingCategory, by: -1 | 1) {
    const ordered = moved(categories, category, by)
    const places = new Map(ordered.map(({ id }, position) => [id, position]))
    queryClient.setQueryData(categoriesQuery.queryKey, (known) =>
      known
        ?.map((one) => ({ ...one, position: places.get(one.id) ?? one.position }))
        .sort((one, other) => one.position - other.position),
    )
    setSaid(t('categories.moved', { name: category.name, place: ordered.indexOf(category) + 1, count: ordered.length }))
    try {
      for (const [position, { id, position: before }] of ordered.entries()) {
        if (before !== position) await client.call(patchClosingCategory, { params: { id }, body: { position } })
      }
    } catch (error) {
      notifyError(error)
      await queryClient.invalidateQueries({ queryKey: categoriesQuery.queryKey })
    }
  }

  return (
    <>
      <RowList label={t('categories.title')}>
        {categories.map((category, index) => (
          <Row key={category.id}>
            <Text fw={500} truncate style={{ flex: 1, minInlineSize: 0 }}>
              {category.name}
            </Text>
            {canChange && (
              <Group gap={2} wrap="nowrap">
                <ToolButton
                  label={t('categories.up', { name: category.name })}
                  icon={IconChevronUp}
                  isOff={index === 0}
                  onClick={() => move(category, -1)}
                />
                <ToolButton
                  label={t('categories.down', { name: category.name })}
                  icon={IconChevronDown}
                  isOff={index === categories.length - 1}
                  onClick={() => move(category, 1)}
                />
                <ToolButton
                  label={t('categories.rename', { name: category.name })}
                  icon={IconPencil}
                  onClick={() => setEditing(category)}
                />
                <ToolButton
                  label={t('categories.deleteOne', { name: category.name })}
                  icon={IconTrash}
                  onClick={() => setDeleting(category)}
                />
              </Group>
            )}
          </Row>
        ))}
      </RowList>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      {editing && <CategoryDialog category={editing} onClose={() => setEditing(null)} />}
      {deleting && <DeleteCategory category={deleting} onClose={() => setDeleting(null)} />}
    </>
  )
}

function DeleteCategory({ category: { id, name }, onClose }: { category: ClosingCategory; onClose: () => void }) {
  const { t } = useTranslation('closing')
  const queryClient = useQueryClient()

  async function remove() {
    await client.call(deleteClosingCategory, { params: { id } })
    await queryClient.invalidateQueries({ queryKey: categoriesQuery.queryKey })
    notifyDone(t('categories.deleted', { name }))
  }

  return (
    <ConfirmDialog
      isOpen
      title={t('categories.deleteTitle', { name })}
      text={t('categories.deleteText')}
      confirm={t('categories.delete')}
      onConfirm={remove}
      onClose={onClose}
    />
  )
}
