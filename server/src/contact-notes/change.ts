import type { ContactNote } from '@fairlead/sdk'
import { sql } from 'kysely'
import { append, type Tx } from '../db/database.ts'
import { lockOwnNote, type NoteAccess, presentNote } from './present.ts'

export async function changeContactNote(tx: Tx, input: Readonly<NoteAccess & { text: string }>): Promise<ContactNote> {
  const { workspaceId, id, memberId, text } = input
  const before = await lockOwnNote(tx, input)
  if (before.text === text) return presentNote(before)
  const row = await tx
    .updateTable('contact_note')
    .set({ text, edited_at: sql<Date>`clock_timestamp()` })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  const contactNote = presentNote(row)
  append(tx, {
    workspaceId,
    type: 'contact_note.changed',
    subjectId: id,
    actor: { type: 'member', id: memberId },
    data: { contactNote },
  })
  return contactNote
}
