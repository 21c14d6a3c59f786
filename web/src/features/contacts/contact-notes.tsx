import { type ContactNote, deleteContactNote, patchContactNote, postContactNote } from '@fairlead/sdk'
import { ActionIcon, Alert, Button, Group, Menu, Text } from '@mantine/core'
import { IconDots, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { useMembers } from '../conversations/use-names.ts'
import { dateTime, listTime } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { useNow } from '../inbox/use-now.ts'
import { useMe } from '../session/queries.ts'
import { isAtLeast } from '../session/roles.ts'
import { ContactNoteForm } from './contact-note-form.tsx'
import classes from './contact-notes.module.css'
import { contactNotesQuery } from './queries.ts'

/** What members know of a contact, whatever conversation it came from. */
export function ContactNotes({ contactId }: { contactId: string }) {
  const { t } = useTranslation('contacts')
  const queryClient = useQueryClient()
  const query = contactNotesQuery(contactId)
  const { data: notes, error } = useQuery(query)
  const [isAdding, setAdding] = useState(false)

  async function add(text: string) {
    const note = await client.call(postContactNote, { params: { id: contactId }, body: { text } })
    queryClient.setQueryData(query.queryKey, (known) => [note, ...(known ?? []).filter(({ id }) => id !== note.id)])
    setAdding(false)
  }

  return (
    <div className={classes.notes}>
      {error && (
        <Alert color="red" variant="light">
          {t('notes.failed')}
        </Alert>
      )}
      {notes?.map((note) => (
        <Note key={note.id} note={note} />
      ))}
      {isAdding ? (
        <ContactNoteForm text="" onSave={add} onCancel={() => setAdding(false)} />
      ) : (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => setAdding(true)}
          title={t('notes.hint')}
          className={classes.add}
        >
          {t('notes.add')}
        </Button>
      )}
    </div>
  )
}

function Note({ note }: { note: ContactNote }) {
  const { id, contactId, memberId, text, at, editedAt } = note
  const { t } = useTranslation('contacts')
  const locale = useLocale()
  const now = useNow(60_000)
  const { member: me } = useMe()
  const author = useMembers().get(memberId)
  const queryClient = useQueryClient()
  const [isEditing, setEditing] = useState(false)
  const [isDeleting, setDeleting] = useState(false)
  const key = contactNotesQuery(contactId).queryKey
  const canChange = memberId === me.id || isAtLeast(me.role, 'manager')

  async function change(next: string) {
    const changed = await client.call(patchContactNote, { params: { id }, body: { text: next } })
    queryClient.setQueryData(key, (known) => known?.map((one) => (one.id === id ? changed : one)))
    setEditing(false)
  }

  async function remove() {
    await client.call(deleteContactNote, { params: { id } })
    queryClient.setQueryData(key, (known) => known?.filter((one) => one.id !== id))
  }

  if (isEditing) return <ContactNoteForm text={text} onSave={change} onCancel={() => setEditing(false)} />
  return (
    <article className={classes.note}>
      <Text size="sm" dir="auto" className={classes.text}>
        {text}
      </Text>
      <Group gap={4} justify="space-between" wrap="nowrap">
        <Text size="xs" className={classes.by} title={dateTime(at, locale)} truncate>
          {t('notes.by', { name: author?.name ?? t('notes.somebody'), time: listTime(at, now, locale) })}
          {editedAt !== null && ` · ${t('notes.edited')}`}
        </Text>
        {canChange && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon size="xs" variant="subtle" color="gray" aria-label={t('notes.edit')}>
                <IconDots size={14} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPencil size={15} aria-hidden />} onClick={() => setEditing(true)}>
                {t('notes.edit')}
              </Menu.Item>
              <Menu.Item leftSection={<IconTrash size={15} aria-hidden />} onClick={() => setDeleting(true)}>
                {t('notes.delete')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </Group>
      <ConfirmDialog
        isOpen={isDeleting}
        title={t('notes.deleteTitle')}
        text={t('notes.deleteText')}
        confirm={t('notes.confirmDelete')}
        onConfirm={remove}
        onClose={() => setDeleting(false)}
      />
    </article>
  )
}
