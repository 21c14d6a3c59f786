import { append, type Tx } from '../db/database.ts'
import { lockOwnNote, type NoteAccess } from './present.ts'

export async function deleteContactNote(tx: Tx, input: Readonly<NoteAccess>): Promise<void> {
  const { workspaceId, id, memberId } = input
  const { contact_id: contactId } = await lockOwnNote(tx, input)
  await tx.deleteFrom('contact_note').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
  append(tx, {
    workspaceId,
    type: 'contact_note.deleted',
    subjectId: id,
    actor: { type: 'member', id: memberId },
    data: { id, contactId },
  })
}
