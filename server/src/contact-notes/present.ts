import type { ContactNote } from '@fairlead/sdk'
import type { Selectable } from 'kysely'
import type { Db, Tx } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'
import { AppError, found } from '../errors.ts'

export type NoteRow = Selectable<Tables['contact_note']>

export function presentNote(row: NoteRow): ContactNote {
  return {
    id: row.id,
    contactId: row.contact_id,
    memberId: row.member_id,
    text: row.text,
    at: row.at.toISOString(),
    editedAt: row.edited_at?.toISOString() ?? null,
  }
}

/** The newest first. */
export async function listNotes(db: Db | Tx, workspaceId: string, contactId: string): Promise<ContactNote[]> {
  const rows = await db
    .selectFrom('contact_note')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('contact_id', '=', contactId)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(presentNote)
}

/**
 * A note, held, that the member may change: one's own, or as a manager anybody's.
 *
 * @throws {AppError} `not_found`, `forbidden`
 */
export async function lockOwnNote(
  tx: Tx,
  { workspaceId, id, memberId, isManager }: Readonly<NoteAccess>,
): Promise<NoteRow> {
  const row = found(
    await tx
      .selectFrom('contact_note')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst(),
  )
  if (row.member_id !== memberId && !isManager) {
    throw new AppError('forbidden', { detail: 'Somebody else wrote this note. They, or a manager, can change it.' })
  }
  return row
}

export type NoteAccess = { workspaceId: string; id: string; memberId: string; isManager: boolean }
