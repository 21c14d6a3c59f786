import type { Actor } from '@fairlead/sdk'
import { sql } from 'kysely'
import { now } from '../db/clock.ts'
import { append, type Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { addJobs } from '../jobs/add.ts'
import type { RunEvent } from './interpreter/run-event.ts'
import { changedNow, lockWorkflow } from './row.ts'

type Switching = Readonly<{
  workspaceId: string
  id: string
  actor: Actor
  to: 'on' | 'off' | 'archived'
  runs: 'finish' | 'cancel'
}>

/**
 * On, off, or away. Off it begins no new runs; those under way finish, or are told to end.
 * @throws {AppError} `workflow_not_published`
 */
export async function switchWorkflow(tx: Tx, { workspaceId, id, actor, to, runs }: Switching): Promise<void> {
  const { state: before, version } = await lockWorkflow(tx, { workspaceId, id })
  if (to === 'on' && version === null) throw new AppError('workflow_not_published')
  // What was never published is a draft again when it comes out of the archive.
  const state = to === 'off' && version === null ? 'draft' : to
  if (to !== 'on' && runs === 'cancel') await cancelRuns(tx, { workspaceId, id })
  if (state === before) return

  await tx
    .updateTable('workflow')
    .set({ state, ...changedNow })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  append(tx, { workspaceId, type: 'workflow.changed', subjectId: id, actor, data: { id } })
}

const atOnce = 5000

// A run ends itself when it reads this: only whoever takes its steps writes its row.
async function cancelRuns(tx: Tx, { workspaceId, id }: Readonly<{ workspaceId: string; id: string }>): Promise<void> {
  const event: RunEvent = { type: 'cancel', end: 'switched_off' }
  const runAt = new Date(now())
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await sql<{ run_id: string }>`/* workflow.cancel-runs */
      INSERT INTO workflow_run_event (workspace_id, run_id, event)
      SELECT workspace_id, id, ${JSON.stringify(event)}::jsonb FROM workflow_run
      WHERE workspace_id = ${workspaceId} AND workflow_id = ${id} AND status IN ('running', 'waiting') AND id > ${after}
      ORDER BY id LIMIT ${atOnce}
      RETURNING run_id`.execute(tx)
    if (rows.length === 0) return
    const jobs = rows.map(({ run_id }) => ({ payload: { workspaceId, id: run_id }, key: `run:${run_id}`, runAt }))
    await addJobs(tx, 'workflow.advance', jobs)
    after =
      jobs
        .map(({ payload }) => payload.id)
        .toSorted()
        .at(-1) ?? after
  }
}
