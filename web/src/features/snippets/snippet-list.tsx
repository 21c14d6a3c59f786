import { deleteSnippet, type Snippet } from '@fairlead/sdk'
import { Group, Kbd, Text } from '@mantine/core'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { notifyDone } from '../../ui/notify.ts'
import { Row, RowList } from '../../ui/row-list.tsx'
import { ToolButton } from '../../ui/tool-button.tsx'
import { useMe } from '../session/queries.ts'
import { isAtLeast } from '../session/roles.ts'
import { snippetsQuery } from './queries.ts'
import { SnippetDialog } from './snippet-dialog.tsx'
import classes from './snippet-list.module.css'

/** Snippets of one kind, with what may be done with each. */
export function SnippetList({ label, snippets }: { label: string; snippets: readonly Snippet[] }) {
  const { t } = useTranslation('snippets')
  const { member } = useMe()
  const queryClient = useQueryClient()
  const [editing, setEditing] = useState<Snippet | null>(null)
  const [deleting, setDeleting] = useState<Snippet | null>(null)
  const mayChange = ({ ownerId }: Snippet) => ownerId !== null || isAtLeast(member.role, 'manager')

  async function remove({ id, name }: Snippet): Promise<void> {
    await client.call(deleteSnippet, { params: { id } })
    queryClient.setQueryData(snippetsQuery.queryKey, (known) => known?.filter((snippet) => snippet.id !== id))
    notifyDone(t('deleted', { name }))
  }

  return (
    <>
      <RowList label={label}>
        {snippets.map((snippet) => (
          <Row key={snippet.id}>
            <div className={classes.line}>
              <Group gap="xs" wrap="nowrap">
                <Text fw={500} truncate>
                  {snippet.name}
                </Text>
                <Kbd size="xs">/{snippet.shortcut}</Kbd>
              </Group>
              <Text fz={13} c="dimmed" truncate dir="auto">
                {snippet.text}
              </Text>
            </div>
            {mayChange(snippet) && (
              <Group gap={2} wrap="nowrap">
                <ToolButton
                  label={t('editOne', { name: snippet.name })}
                  icon={IconPencil}
                  onClick={() => setEditing(snippet)}
                />
                <ToolButton
                  label={t('deleteOne', { name: snippet.name })}
                  icon={IconTrash}
                  onClick={() => setDeleting(snippet)}
                />
              </Group>
            )}
          </Row>
        ))}
      </RowList>
      {editing && <SnippetDialog snippet={editing} onClose={() => setEditing(null)} />}
      {deleting && (
        <ConfirmDialog
          isOpen
          title={t('deleteTitle', { name: deleting.name })}
          text={t('deleteText')}
          confirm={t('delete')}
          onConfirm={() => remove(deleting)}
          onClose={() => setDeleting(null)}
        />
      )}
    </>
  )
}
