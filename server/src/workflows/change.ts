import { isDeepStrictEqual } from 'node:util'
import type { Actor, patchWorkflow, WorkflowDefinition } from '@fairlead/sdk'
import type { z } from 'zod'
import { append, type Tx } from '../db/database.ts'
import { AppError, invalidRequest } from '../errors.ts'
import { changedNow, lockWorkflow, type WorkflowRow } from './row.ts'

type Place = Readonly<{ workspaceId: string; id: string }>
type Change = z.output<(typeof patchWorkflow)['body']>

/**
 * Changes what is given. Whoever changes the draft says which one they saw.
 * @throws {AppError} `overtaken`
 */
export async function changeWorkflow(
  tx: Tx,
  { workspaceId, id, actor, given }: Place & Readonly<{ actor: Actor; given: Change }>,
): Promise<void> {
  const before = await lockWorkflow(tx, { workspaceId, id })
  if (given.draft !== undefined && given.draftVersion === undefined) {
    throw invalidRequest([{ path: 'draftVersion', message: 'is needed: which draft was changed' }])
  }
  const isOther = given.draft !== undefined && !isDeepStrictEqual(given.draft, before.draft)
  if (isOther) requireNewest(before, given.draftVersion)
  const after = {
    name: given.name ?? before.name,
    description: given.description ?? before.description,
    position: given.position ?? before.position,
  }
  if (!isOther && isDeepStrictEqual(after, pick(before))) return

  await tx
    .updateTable('workflow')
    .set({ ...after, ...changedNow, ...(isOther ? asDraft(given.draft, before, actor) : {}) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  append(tx, { workspaceId, type: 'workflow.changed', subjectId: id, actor, data: { id } })
}

/** @throws {AppError} `overtaken` where somebody else changed the draft after it was seen */
export function requireNewest({ draft_version, drafted_by }: WorkflowRow, seen: number | undefined): void {
  if (seen === draft_version) return
  throw new AppError('overtaken', { data: { draftVersion: draft_version, byId: drafted_by } })
}

/** Deletes one that was never published. Of others there may be runs, and those stay readable. */
export async function deleteWorkflow(
  tx: Tx,
  { workspaceId, id, actor }: Place & Readonly<{ actor: Actor }>,
): Promise<void> {
  const { version } = await lockWorkflow(tx, { workspaceId, id })
  if (version !== null) throw new AppError('workflow_published')
  await tx.deleteFrom('workflow').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
  append(tx, { workspaceId, type: 'workflow.deleted', subjectId: id, actor, data: { id } })
}

function asDraft(draft: WorkflowDefinition | undefined, before: WorkflowRow, actor: Actor) {
  const by = actor.type === 'member' ? actor.id : null
  return { draft: JSON.stringify(draft), draft_version: before.draft_version + 1, drafted_by: by }
}

function pick({ name, description, position }: WorkflowRow) {
  return { name, description, position }
}
