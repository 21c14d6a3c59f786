import type { Actor } from '@fairlead/sdk'
import { sql } from 'kysely'
import { append, type Tx } from '../db/database.ts'
import { found } from '../errors.ts'
import { lockCategory } from './queries.ts'

/** Nothing is closed with it from now on. What was, keeps it. */
export async function deleteCategory(
  tx: Tx,
  { workspaceId, id, actor }: Readonly<{ workspaceId: string; id: string; actor: Actor }>,
): Promise<void> {
  found(await lockCategory(tx, workspaceId, id))
  await tx
    .updateTable('closing_category')
    .set({ deleted_at: sql<Date>`clock_timestamp()` })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  append(tx, { workspaceId, type: 'closing_category.deleted', subjectId: id, actor, data: { id } })
}
