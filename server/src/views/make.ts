import type { postView, SavedView } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { z } from 'zod'
import { append, type Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { AppError } from '../errors.ts'
import type { Viewing } from './viewing.ts'

const mostViews = 2000

/** Saves a view, for oneself or, as a manager, for everybody. */
export async function makeView(
  tx: Tx,
  { workspaceId, memberId, isManager }: Viewing,
  { isShared, name, filter, sort, position }: z.output<(typeof postView)['body']>,
): Promise<SavedView> {
  if (isShared && !isManager) throw new AppError('forbidden', { detail: 'Only managers save views for everybody.' })
  await requireRoom(tx, workspaceId)
  const view = { id: newId(), ownerId: isShared ? null : memberId, name, filter, sort, position }
  await tx
    .insertInto('saved_view')
    .values({
      workspace_id: workspaceId,
      id: view.id,
      owner_id: view.ownerId,
      name,
      filter: JSON.stringify(filter),
      sort,
      position,
    })
    .execute()
  append(tx, {
    workspaceId,
    type: 'view.changed',
    subjectId: view.id,
    actor: { type: 'member', id: memberId },
    data: { id: view.id, ownerId: view.ownerId },
  })
  return view
}

async function requireRoom(tx: Tx, workspaceId: string): Promise<void> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM saved_view WHERE workspace_id = ${workspaceId}`.execute(tx)
  if (rows[0]!.count < mostViews) return
  throw new AppError('invalid_request', { detail: 'There are too many views. Delete some first.' })
}
