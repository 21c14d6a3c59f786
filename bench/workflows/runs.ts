import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../server/src/db/database.ts'
import { startRun } from '../../server/src/workflows/triggers/start-run.ts'
import { steps } from './process.ts'
import { startWorker } from './worker.ts'

type Place = Readonly<{ workspaceId: string; workflowId: string }>

/** A run of each conversation from its first step to its last, by one process. Answers the seconds that took. */
export async function takeAsRuns(database: Database, place: Place): Promise<number> {
  await startRuns(database, place)
  const before = await countSteps(database, place)
  await using worker = startWorker(database)
  const from = performance.now()
  await worker.start()
  await untilOver(database, place)
  const seconds = (performance.now() - from) / 1000

  const runs = await database.pool.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM conversation WHERE workspace_id = $1',
    [place.workspaceId],
  )
  const taken = (await countSteps(database, place)) - before
  const due = (runs.rows[0]?.count ?? 0) * steps.length
  if (taken !== due) throw new Error(`${taken} steps were taken, not ${due}.`)
  return seconds
}

/** A run in each conversation. */
export async function startRuns(database: Database, { workspaceId, workflowId }: Place): Promise<void> {
  const { rows } = await database.pool.query<{ id: string; contact_id: string }>(
    'SELECT id, contact_id FROM conversation WHERE workspace_id = $1 ORDER BY id',
    [workspaceId],
  )
  await database.transact(async (tx) => {
    for (const { id: conversationId, contact_id: contactId } of rows) {
      const started = await startRun(tx, {
        ...{ workspaceId, workflowId, conversationId, contactId, variables: {}, depth: 0 },
      })
      if ('refused' in started) throw new Error(`A run was refused: ${started.refused}.`)
    }
  })
}

async function untilOver({ pool }: Database, { workspaceId, workflowId }: Place): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<{ active: number; failed: number }>(
      `SELECT count(*) FILTER (WHERE status IN ('running', 'waiting'))::int AS active,
        count(*) FILTER (WHERE status = 'failed')::int AS failed
       FROM workflow_run WHERE workspace_id = $1 AND workflow_id = $2`,
      [workspaceId, workflowId],
    )
    const [{ active, failed } = { active: 0, failed: 0 }] = rows
    if (failed > 0) throw new Error(`${failed} runs failed.`)
    if (active === 0) return
    await sleep(20)
  }
}

async function countSteps({ pool }: Database, { workspaceId, workflowId }: Place): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM workflow_run_step WHERE workspace_id = $1 AND workflow_id = $2',
    [workspaceId, workflowId],
  )
  return rows[0]?.count ?? 0
}
