import type { ContactNote } from '@fairlead/sdk'
import { append, type Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { found } from '../errors.ts'
import { presentNote } from './present.ts'

/** Writes down what a member knows of a contact, whatever conversation it came from. */
export async function writeContactNote(
  tx: Tx,
  {
    workspaceId,
    contactId,
    memberId,
    text,
  }: Readonly<{
    workspaceId: string
    contactId: string
    memberId: string
    text: string
  }>,
): Promise<ContactNote> {
  // Held: somebody may be merging the contact into another at this moment.
  found(
    await tx
      .selectFrom('contact')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', contactId)
      .forKeyShare()
      .executeTakeFirst(),
  )
  const row = await tx
    .insertInto('contact_note')
    .values({ workspace_id: workspaceId, id: newId(), contact_id: contactId, member_id: memberId, text })
    .returningAll()
    .executeTakeFirstOrThrow()
  const contactNote = presentNote(row)
  append(tx, {
    workspaceId,
    type: 'contact_note.created',
    subjectId: row.id,
    actor: { type: 'member', id: memberId },
    data: { contactNote },
  })
  return contactNote
}
