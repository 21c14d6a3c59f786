import { sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { enqueueAdvance, tellRun } from './inbox.ts'

const mostAtOnce = 500
const forgottenAfter = '5 minutes'

type Row = Readonly<{ workspaceId: string; id: string; effectId: string | null }>

/**
 * Runs that should go on, or were told something, and have no job, since that failed too often while the database was
 * away, get a new one. What was asked of another system and has no job is never answered: they hear that. Answers how
 * many.
 */
export async function advanceForgotten(database: Database): Promise<number> {
  return database.transact(async (tx) => {
    const { rows } = await sql<Row>`/* workflow.forgotten */
      SELECT r.workspace_id AS "workspaceId", r.id,
        CASE WHEN r.waits_for = 'effect' THEN r.state #>> '{waiting,effectId}' END AS "effectId"
      FROM workflow_run r
      WHERE (r.status = 'running' OR r.waits_for = 'effect') AND r.started_at < now() - ${forgottenAfter}::interval
        AND NOT EXISTS (SELECT FROM workflow_run_event e WHERE e.workspace_id = r.workspace_id AND e.run_id = r.id)
        AND NOT EXISTS (SELECT FROM graphile_worker.jobs j WHERE j.attempts < j.max_attempts
          AND j.key IN ('run:' || r.id, 'request:' || r.id || ':' || (r.state #>> '{waiting,effectId}')))
      LIMIT ${mostAtOnce} FOR UPDATE SKIP LOCKED`.execute(tx)
    for (const { effectId, ...run } of rows) {
      const message = 'What was asked was lost on our side. Retry the run.'
      if (effectId === null) await enqueueAdvance(tx, run)
      else await tellRun(tx, run, { type: 'failed', effectId, code: 'lost', message })
    }
    const { rows: told } = await sql<Omit<Row, 'effectId'>>`/* workflow.forgotten-news */
      SELECT DISTINCT e.workspace_id AS "workspaceId", e.run_id AS id FROM workflow_run_event e
      JOIN workflow_run r ON r.workspace_id = e.workspace_id AND r.id = e.run_id AND r.status IN ('running', 'waiting')
      WHERE NOT EXISTS (SELECT FROM graphile_worker.jobs j
        WHERE j.key = 'run:' || e.run_id AND j.attempts < j.max_attempts)
      LIMIT ${mostAtOnce}`.execute(tx)
    for (const run of told) await enqueueAdvance(tx, run)
    return rows.length + told.length
  })
}
