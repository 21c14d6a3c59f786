/** What an erased message said, where runs have it beside their history. */
import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import type { RunState } from '../interpreter/run-state.ts'
import { tellRun } from './inbox.ts'
import type { Erased } from './resting-on.ts'

const unsaid = { text: '', choiceId: null, attachmentIds: [], location: null }

/** What the run was told and has not taken in: somebody wrote, and nothing was said. */
export async function forgetTold(tx: Tx, { workspaceId, id }: Erased, runId: string): Promise<void> {
  await sql`
    UPDATE workflow_run_event SET event = jsonb_set(event, '{message}', event -> 'message' || ${JSON.stringify(unsaid)})
    WHERE workspace_id = ${workspaceId} AND run_id = ${runId} AND event #>> '{message,id}' = ${id}`.execute(tx)
}

/** The contact's words beside the score, where the message was the answer. The score stays. */
export async function forgetRatings(
  tx: Tx,
  { workspaceId, conversationId }: Erased,
  heard: readonly Readonly<{ since: Date; at: Date | null }>[],
): Promise<void> {
  for (const { since, at } of heard) {
    const { rows } = await sql<{ id: string }>`
      UPDATE rating SET comment = '' WHERE workspace_id = ${workspaceId} AND conversation_id = ${conversationId}
        AND at BETWEEN ${since} AND coalesce(${at}::timestamptz, 'infinity') AND comment <> ''
      RETURNING id`.execute(tx)
    for (const { id } of rows) {
      await sql`
        UPDATE event SET data = jsonb_set(data, '{rating,comment}', '""')
        WHERE workspace_id = ${workspaceId} AND subject_id = ${conversationId} AND type = 'rating.given'
          AND data #>> '{rating,id}' = ${id}`.execute(tx)
    }
  }
}

type Asking = Readonly<{ workspaceId: string; id: string; state: RunState; stepIds: readonly (string | null)[] }>
type Job = Readonly<{ jobId: string; stepId: string | null; what: string; effectId: string }>

const takenBack = 'The contact took back what was to be told here.'

/** What other systems were to be told with it and have not been: nobody is told any more. */
export async function forgetAsked(tx: Tx, { workspaceId, id, state, stepIds }: Asking): Promise<void> {
  if (stepIds.length === 0) return
  // What is being told at this moment stays until that is over.
  const { rows } = await sql<Job>`/* workflow.forget-asked */
    SELECT j.id::text AS "jobId", p.payload ->> 'stepId' AS "stepId", p.payload #>> '{effect,do}' AS what,
      p.payload #>> '{effect,id}' AS "effectId"
    FROM graphile_worker.jobs j JOIN graphile_worker._private_jobs p ON p.id = j.id
    WHERE j.task_identifier = 'workflow.request' AND j.locked_at IS NULL AND p.payload ->> 'id' = ${id}
      AND p.payload ->> 'stepId' = ANY (${stepIds.filter((each) => each !== null)}::text[])
    ORDER BY j.id`.execute(tx)
  for (const { jobId, stepId, what, effectId } of rows) {
    await sql`SELECT graphile_worker.complete_jobs(ARRAY[${jobId}::bigint])`.execute(tx)
    const isAwaited = what === 'request' && state.waiting?.for === 'effect' && state.waiting.effectId === effectId
    if (isAwaited) {
      await tellRun(tx, { workspaceId, id }, { type: 'failed', effectId, code: 'taken_back', message: takenBack })
    } else {
      await sql`
        UPDATE workflow_run_step SET error = ${takenBack}
        WHERE workspace_id = ${workspaceId} AND run_id = ${id} AND place = (SELECT max(place) FROM workflow_run_step
          WHERE workspace_id = ${workspaceId} AND run_id = ${id} AND step_id = ${stepId})`.execute(tx)
    }
  }
}
