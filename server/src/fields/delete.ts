import type { Actor } from '@fairlead/sdk'
import { append, type Tx } from '../db/database.ts'
import { found } from '../errors.ts'
import { lockField } from './queries.ts'

/** The values stay where they are: with a field of the same key they are there again. */
export async function deleteField(
  tx: Tx,
  { workspaceId, id, actor }: Readonly<{ workspaceId: string; id: string; actor: Actor }>,
): Promise<void> {
  found(await lockField(tx, workspaceId, id))
  await tx.deleteFrom('field').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
  append(tx, { workspaceId, type: 'field.deleted', subjectId: id, actor, data: { id } })
}
