import { isDeepStrictEqual } from 'node:util'
import { type Actor, isRouting } from '@fairlead/sdk'
import { sql } from 'kysely'
import { append, type Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { requireNewest } from './change.ts'
import { checkDefinition } from './check.ts'
import { changedNow, findPublishedDefinition, lockWorkflow } from './row.ts'

type Publishing = Readonly<{
  workspaceId: string
  id: string
  actor: Actor
  /** Which draft was seen. */
  draftVersion: number
  allowPrivateNetwork: boolean
}>

/**
 * Makes the draft what new runs begin with, and switches it on. Runs under way finish on the version they began with,
 * which never changes.
 * @throws {AppError} `overtaken`, `workflow_incomplete` with the problems
 */
export async function publishWorkflow(
  tx: Tx,
  { workspaceId, id, actor, draftVersion, allowPrivateNetwork }: Publishing,
): Promise<void> {
  const row = await lockWorkflow(tx, { workspaceId, id })
  requireNewest(row, draftVersion)
  const { draft } = row
  const problems = await checkDefinition(tx, workspaceId, draft, { allowPrivateNetwork })
  const errors = problems.filter(({ level }) => level === 'error')
  if (errors.length > 0) throw new AppError('workflow_incomplete', { data: { problems } })

  const published = await findPublishedDefinition(tx, row)
  const isSame = published !== null && isDeepStrictEqual(published, draft)
  const version = isSame ? row.version : (row.version ?? 0) + 1
  if (isSame && row.state === 'on') return
  if (!isSame) {
    await tx
      .insertInto('workflow_version')
      .values({
        workspace_id: workspaceId,
        workflow_id: id,
        version: (row.version ?? 0) + 1,
        definition: JSON.stringify(draft),
        published_by: actor.type === 'member' ? actor.id : null,
      })
      .execute()
  }
  await tx
    .updateTable('workflow')
    .set({
      ...{ state: 'on', version, trigger_type: draft.start.trigger.type, is_routing: isRouting(draft) },
      published_at: sql<Date>`clock_timestamp()`,
      ...changedNow,
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  append(tx, { workspaceId, type: 'workflow.changed', subjectId: id, actor, data: { id } })
}
