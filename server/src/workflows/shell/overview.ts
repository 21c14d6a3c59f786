import type { getWorkflowOverview, Output } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'

type Asked = Readonly<{ workspaceId: string; workflowId: string; days: number }>
type Overview = Output<typeof getWorkflowOverview>
type Left = Readonly<{ step_id: string; exit: string | null; count: number }>
type Standing = Readonly<{ step_id: string | null; count: number; started: number }>
type Counted = Readonly<{ step_id: string; count: number }>

/** Where runs are now, and which ways those of the last days went. Of those, what is counted is in the indexes. */
export async function overviewOf(db: Db, { workspaceId, workflowId, days }: Asked): Promise<Overview> {
  // A volatile clock would have every row looked at.
  const since = sql`statement_timestamp() - make_interval(days => ${days})`
  const [ended, now, left, failed] = await Promise.all([
    // Whatever began and ended in these days ended in them.
    sql<Omit<Overview['runs'], 'active'>>`
      SELECT count(*) FILTER (WHERE started_at > ${since})::int AS started,
        count(*) FILTER (WHERE status = 'done')::int AS done,
        count(*) FILTER (WHERE status = 'failed')::int AS failed,
        count(*) FILTER (WHERE status = 'cancelled')::int AS cancelled
      FROM workflow_run WHERE workspace_id = ${workspaceId} AND workflow_id = ${workflowId}
        AND ended_at IS NOT NULL AND ended_at > ${since}`.execute(db),
    sql<Standing>`
      SELECT step_id, count(*)::int AS count, count(*) FILTER (WHERE started_at > ${since})::int AS started
      FROM workflow_run
      WHERE workspace_id = ${workspaceId} AND workflow_id = ${workflowId} AND status IN ('running', 'waiting')
      GROUP BY step_id`.execute(db),
    sql<Left>`
      SELECT step_id, exit, count(*)::int AS count FROM workflow_run_step
      WHERE workspace_id = ${workspaceId} AND workflow_id = ${workflowId} AND at > ${since} AND step_id IS NOT NULL
      GROUP BY step_id, exit`.execute(db),
    sql<Counted>`
      SELECT step_id, count(*)::int AS count FROM workflow_run_step
      WHERE workspace_id = ${workspaceId} AND workflow_id = ${workflowId} AND at > ${since} AND step_id IS NOT NULL
        AND error IS NOT NULL
      GROUP BY step_id`.execute(db),
  ])
  const standing = new Map(now.rows.flatMap(({ step_id, count }) => (step_id === null ? [] : [[step_id, count]])))
  const failures = new Map(failed.rows.map(({ step_id, count }) => [step_id, count]))
  const byStep = Map.groupBy(left.rows, ({ step_id }) => step_id)
  const stepIds = [...new Set([...byStep.keys(), ...standing.keys()])].sort()
  const runs = ended.rows[0]!
  return {
    runs: {
      ...runs,
      started: runs.started + sum(now.rows, ({ started }) => started),
      active: sum(now.rows, ({ count }) => count),
    },
    steps: stepIds.map((stepId) => {
      const ways = byStep.get(stepId) ?? []
      const here = standing.get(stepId) ?? 0
      return {
        stepId,
        now: here,
        // Whoever stands there has come to it as well.
        reached: sum(ways, ({ count }) => count) + here,
        failed: failures.get(stepId) ?? 0,
        exits: Object.fromEntries(ways.flatMap(({ exit, count }) => (exit === null ? [] : [[exit, count]]))),
      }
    }),
  }
}

function sum<T>(rows: readonly T[], of: (row: T) => number): number {
  return rows.reduce((total, row) => total + of(row), 0)
}
