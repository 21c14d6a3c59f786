import type { Actor } from '@fairlead/sdk'
import { append, type Tx } from '../db/database.ts'
import { presentNote } from './present.ts'

/** The notes of one contact go to another, all or those of `ids`, when they are merged or made two again. */
export async function moveContactNotes(
  tx: Tx,
  {
    workspaceId,
    from,
    to,
    actor,
    ids,
  }: Readonly<{
    workspaceId: string
    from: string
    to: string
    actor: Actor
    ids?: readonly string[] | undefined
  }>,
): Promise<void> {
  if (ids?.length === 0) return
  const rows = await tx
    .updateTable('contact_note')
    .set({ contact_id: to })
    .where('workspace_id', '=', workspaceId)
    .where('contact_id', '=', from)
    .$if(ids !== undefined, (query) => query.where('id', 'in', [...ids!]))
    .returningAll()
    .execute()
  for (const row of rows) {
    append(tx, {
      workspaceId,
      type: 'contact_note.changed',
      subjectId: row.id,
      actor,
      data: { contactNote: presentNote(row) },
    })
  }
}
