import { setTimeout as sleep } from 'node:timers/promises'
import { run as runJobs } from 'graphile-worker'
import type { Database } from '../../server/src/db/database.ts'
import { quantile } from '../app/quantile.ts'
import { publishWaiting } from './process.ts'
import { startRuns } from './runs.ts'
import { silent } from './silent.ts'
import { startWorker } from './worker.ts'

export type Waiting = Readonly<{ bytes_each: number; wake_p50_ms: number; wake_p95_ms: number }>

type Place = Readonly<{ workspaceId: string; waiting: number }>

/** Those that are woken become due within so many seconds, spread evenly. */
const spreadSeconds = 10

/** So many runs that wait for days, and among them some whose time comes. */
export async function measureWaitingRuns(
  database: Database,
  { workspaceId, waiting }: Place & Readonly<{ workflowId: string }>,
): Promise<Waiting> {
  const { pool } = database
  const workflowId = await publishWaiting(database, workspaceId)
  await using worker = startWorker(database)
  await worker.start()
  await startRuns(database, { workspaceId, workflowId })
  await untilAll(database, workflowId, 'waits_for IS NOT NULL')

  const before = await sizeOf(database, 'workflow_run')
  await pool.query(
    `INSERT INTO workflow_run (workspace_id, id, workflow_id, version, conversation_id, contact_id, status, state, step_id,
       waits_for, wake_at, started_at)
     SELECT workspace_id, uuidv7(), gen_random_uuid(), version, gen_random_uuid(), gen_random_uuid(), status, state, step_id,
       waits_for, now() + interval '1 day' + make_interval(secs => n), started_at
     FROM (SELECT * FROM workflow_run WHERE workflow_id = $1 LIMIT 1) AS one, generate_series(1, $2::int) AS n`,
    [workflowId, waiting],
  )
  const bytes = (await sizeOf(database, 'workflow_run')) - before
  await pool.query('VACUUM ANALYZE workflow_run')

  await pool.query(
    `UPDATE workflow_run r SET wake_at = due.at,
       state = jsonb_set(r.state, '{waiting,until}', to_jsonb(floor(extract(epoch FROM due.at) * 1000)))
     FROM (SELECT workspace_id, id, now() + make_interval(secs => 2 + random() * $2) AS at FROM workflow_run
       WHERE workflow_id = $1) AS due
     WHERE r.workspace_id = due.workspace_id AND r.id = due.id`,
    [workflowId, spreadSeconds],
  )
  const { rows: due } = await pool.query<{ id: string; at: Date }>(
    'SELECT id, wake_at AS at FROM workflow_run WHERE workflow_id = $1',
    [workflowId],
  )
  await untilAll(database, workflowId, `status = 'done'`)
  const { rows: gone } = await pool.query<{ id: string; at: Date }>(
    'SELECT id, ended_at AS at FROM workflow_run WHERE workflow_id = $1',
    [workflowId],
  )
  const ended = new Map(gone.map(({ id, at }) => [id, at.getTime()]))
  return toWaiting(
    bytes / waiting,
    due.map(({ id, at }) => (ended.get(id) ?? Number.NaN) - at.getTime()),
  )
}

/** The same of jobs that do nothing. */
export async function measureWaitingJobs(database: Database, waiting: number): Promise<Waiting> {
  const { pool } = database
  const table = 'graphile_worker._private_jobs'
  const before = await sizeOf(database, table)
  await pool.query(
    `SELECT count(graphile_worker.add_job('bench.wait', json_build_object('workspaceId', gen_random_uuid(), 'id',
       gen_random_uuid(), 'stepId', 'wait'), run_at => now() + interval '1 day' + make_interval(secs => n),
       job_key => 'bench:' || n)) FROM generate_series(1, $1::int) AS n`,
    [waiting],
  )
  const bytes = (await sizeOf(database, table)) - before
  await pool.query(`VACUUM ANALYZE ${table}`)

  const late: number[] = []
  const woken = 500
  const runner = await runJobs({
    pgPool: pool,
    concurrency: 10,
    pollInterval: 500,
    noHandleSignals: true,
    parsedCronItems: [],
    logger: silent,
    taskList: {
      'bench.wait': async (_payload, { job }) => {
        late.push(Date.now() - job.run_at.getTime())
      },
    },
  })
  try {
    await pool.query(
      `SELECT count(graphile_worker.add_job('bench.wait', '{}'::json,
         run_at => now() + make_interval(secs => 2 + random() * $2))) FROM generate_series(1, $1::int)`,
      [woken, spreadSeconds],
    )
    while (late.length < woken) await sleep(50)
  } finally {
    await runner.stop()
  }
  return toWaiting(bytes / waiting, late)
}

function toWaiting(bytesEach: number, late: readonly number[]): Waiting {
  return {
    bytes_each: Math.round(bytesEach),
    wake_p50_ms: Math.round(quantile(late, 0.5)),
    wake_p95_ms: Math.round(quantile(late, 0.95)),
  }
}

/** With its indexes. */
async function sizeOf({ pool }: Database, table: string): Promise<number> {
  const { rows } = await pool.query<{ size: string }>('SELECT pg_total_relation_size($1::regclass) AS size', [table])
  return Number(rows[0]?.size)
}

async function untilAll({ pool }: Database, workflowId: string, condition: string): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<{ all: boolean }>(
      `SELECT bool_and(${condition}) AS all FROM workflow_run WHERE workflow_id = $1`,
      [workflowId],
    )
    if (rows[0]?.all) return
    await sleep(50)
  }
}
