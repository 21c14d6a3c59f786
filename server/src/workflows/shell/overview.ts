import type { getWorkflowOverview, Output } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'

type Asked = Readonly<{ workspaceId: string; workflowId: string; days: number }>
type Overview = Output<typeof getWorkflowOverview>
type Left = Readonly<{ step_id: string; exit: string | null; count: number; failed: number }>

/** Where runs are now, and which ways those of the last days went. */
export async function overviewOf(db: Db, { workspaceId, workflowId, days }: Asked): Promise<Overview> {
  const since = sql`clock_timestamp() - make_interval(days => ${days})`
  const [runs, now, left] = await Promise.all([
    sql<Overview['runs']>`
      SELECT count(*) FILTER (WHERE started_at > ${since})::int AS started,
        count(*) FILTER (WHERE status = 'done' AND ended_at > ${since})::int AS done,
        count(*) FILTER (WHERE status = 'failed' AND ended_at > ${since})::int AS failed,
        count(*) FILTER (WHERE status = 'cancelled' AND ended_at > ${since})::int AS cancelled,
        count(*) FILTER (WHERE status IN ('running', 'waiting'))::int AS active
      FROM workflow_run WHERE workspace_id = ${workspaceId} AND workflow_id = ${workflowId}`.execute(db),
    sql<{ step_id: string; count: number }>`
      SELECT step_id, count(*)::int AS count FROM workflow_run
      WHERE workspace_id = ${workspaceId} AND workflow_id = ${workflowId} AND status IN ('running', 'waiting')
        AND step_id IS NOT NULL
      GROUP BY step_id`.execute(db),
    sql<Left>`
      SELECT step_id, exit, count(*)::int AS count, (count(*) FILTER (WHERE error IS NOT NULL))::int AS failed
      FROM workflow_run_step
      WHERE workspace_id = ${workspaceId} AND workflow_id = ${workflowId} AND at > ${since} AND step_id IS NOT NULL
      GROUP BY step_id, exit`.execute(db),
  ])
  const standing = new Map(now.rows.map(({ step_id, count }) => [step_id, count]))
  const byStep = Map.groupBy(left.rows, ({ step_id }) => step_id)
  const stepIds = [...new Set([...byStep.keys(), ...standing.keys()])].sort()
  return {
    runs: runs.rows[0]!,
    steps: stepIds.map((stepId) => toStep(stepId, byStep.get(stepId) ?? [], standing.get(stepId) ?? 0)),
  }
}

function toStep(stepId: string, left: readonly Left[], now: number): Overview['steps'][number] {
  const sum = (of: (each: Left) => number) => left.reduce((total, each) => total + of(each), 0)
  return {
    stepId,
    now,
    // Whoever stands there has come to it as well.
    reached: sum(({ count }) => count) + now,
    failed: sum(({ failed }) => failed),
    exits: Object.fromEntries(left.flatMap(({ exit, count }) => (exit === null ? [] : [[exit, count]]))),
  }
}
