import { isDeepStrictEqual } from 'node:util'
import type { patchView, SavedView } from '@fairlead/sdk'
import type { z } from 'zod'
import { append, type Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { lockView } from './queries.ts'
import { requireMayChange, type Viewing } from './viewing.ts'

/** Changes a view. One that is given to everybody, or taken back from them, changes hands. */
export async function changeView(
  tx: Tx,
  viewing: Viewing,
  id: string,
  { isShared, ...given }: z.output<(typeof patchView)['body']>,
): Promise<SavedView> {
  const { workspaceId, memberId, isManager } = viewing
  const before = await lockView(tx, viewing, id)
  requireMayChange(viewing, before)
  if (isShared === true && !isManager) {
    throw new AppError('forbidden', { detail: 'Only managers save views for everybody.' })
  }
  const ownerId = isShared === undefined ? before.ownerId : isShared ? null : memberId
  const view = {
    id,
    ownerId,
    name: given.name ?? before.name,
    filter: given.filter ?? before.filter,
    sort: given.sort ?? before.sort,
    position: given.position ?? before.position,
  }
  if (isDeepStrictEqual(view, before)) return before

  await tx
    .updateTable('saved_view')
    .set({
      owner_id: ownerId,
      name: view.name,
      filter: JSON.stringify(view.filter),
      sort: view.sort,
      position: view.position,
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  const event = { workspaceId, subjectId: id, actor: { type: 'member', id: memberId } } as const
  // It is gone for those to whom it was everybody's.
  if (before.ownerId === null && ownerId !== null)
    append(tx, { ...event, type: 'view.deleted', data: { id, ownerId: null } })
  append(tx, { ...event, type: 'view.changed', data: { id, ownerId } })
  return view
}
