import type { Field } from '@fairlead/sdk'
import type { Db, Tx } from '../db/database.ts'

const columns = ['id', 'subject', 'key', 'name', 'type', 'options', 'position'] as const

/** The fields of a workspace in their order, of one subject or of both. */
export async function listFields(db: Db | Tx, workspaceId: string, subject?: Field['subject']): Promise<Field[]> {
  return await db
    .selectFrom('field')
    .select(columns)
    .where('workspace_id', '=', workspaceId)
    .$if(subject !== undefined, (query) => query.where('subject', '=', subject!))
    .orderBy('position')
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

/** The field, held until the transaction ends. */
export async function lockField(tx: Tx, workspaceId: string, id: string): Promise<Field | undefined> {
  return await tx
    .selectFrom('field')
    .select(columns)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}
