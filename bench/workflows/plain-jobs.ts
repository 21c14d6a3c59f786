import { tmpdir } from 'node:os'
import { run as runJobs } from 'graphile-worker'
import { sql } from 'kysely'
import type { Database, Tx } from '../../server/src/db/database.ts'
import { makeProviders } from '../../server/src/testing/providers.ts'
import { begin } from '../../server/src/workflows/interpreter/begin.ts'
import { perform } from '../../server/src/workflows/shell/perform.ts'
import type { Running } from '../../server/src/workflows/shell/running.ts'
import { definitionOf, steps, wanted } from './process.ts'
import { silent } from './silent.ts'

type Place = Readonly<{ workspaceId: string; workflowId: string }>
type Job = Readonly<{ conversationId: string; contactId: string; step: number; turn: string }>

/** The same process without a workflow: each step is a job, which does the same and adds the next. Answers the seconds. */
export async function takeAsJobs(database: Database, place: Place): Promise<number> {
  const { rows } = await database.pool.query<{ id: string; contact_id: string }>(
    'SELECT id, contact_id FROM conversation WHERE workspace_id = $1 ORDER BY id',
    [place.workspaceId],
  )
  const parts = makeProviders(tmpdir())
  const turn = crypto.randomUUID()
  let ended = 0
  const { promise, resolve } = Promise.withResolvers<void>()
  await database.transact(async (tx) => {
    for (const { id: conversationId, contact_id: contactId } of rows)
      await add(tx, { conversationId, contactId, step: 0, turn })
  })

  const from = performance.now()
  const runner = await runJobs({
    pgPool: database.pool,
    concurrency: 10,
    pollInterval: 500,
    noHandleSignals: true,
    parsedCronItems: [],
    logger: silent,
    taskList: {
      'bench.step': async (payload) => {
        const job = payload as Job
        await database.transact(async (tx) => {
          const effect = wanted[job.step]
          if (effect && effect.do !== 'record' && effect.do !== 'rate')
            await perform(tx, parts, runOf(place, job), effect)
          if (job.step + 1 < steps.length) await add(tx, { ...job, step: job.step + 1 })
        })
        if (job.step + 1 === steps.length) ended += 1
        if (ended === rows.length) resolve()
      },
    },
  })
  try {
    await promise
    return (performance.now() - from) / 1000
  } finally {
    await runner.stop()
  }
}

async function add(tx: Tx, job: Job): Promise<void> {
  await sql`SELECT graphile_worker.add_job('bench.step', ${JSON.stringify(job)}::json)`.execute(tx)
}

const state = begin(definitionOf(steps), {})

function runOf({ workspaceId, workflowId }: Place, { conversationId, contactId, turn }: Job): Running {
  const run = { workspaceId, workflowId, workflowName: 'A process', version: 1, conversationId, contactId, depth: 0 }
  return { ...run, id: turn, isRouting: false, heardMessageId: null, state }
}
