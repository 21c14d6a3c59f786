import { append, type Tx } from '../db/database.ts'
import { lockView } from './queries.ts'
import { requireMayChange, type Viewing } from './viewing.ts'

export async function deleteView(tx: Tx, viewing: Viewing, id: string): Promise<void> {
  const { workspaceId, memberId } = viewing
  const view = await lockView(tx, viewing, id)
  requireMayChange(viewing, view)
  await tx.deleteFrom('saved_view').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
  append(tx, {
    workspaceId,
    type: 'view.deleted',
    subjectId: id,
    actor: { type: 'member', id: memberId },
    data: { id, ownerId: view.ownerId },
  })
}
