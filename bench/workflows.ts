/**
 * What it costs that a workflow survives everything: its steps in one process, beside the same steps as plain jobs that
 * call each other; and what a million runs cost that only wait, beside as many jobs that are due later.
 *
 * A step of a workflow is taken with the run held, its history written and its effect in the same transaction; a plain
 * job does the effect and adds the next job. Both are ours: jobs, database and effects are the same, and they take turns.
 * Wake-up: how long after its time a waiting run has gone on, and a job has begun, with all the others waiting.
 *
 * `--conversations 100`, `--waiting 10000` and `--rounds 1` make a quick one.
 */
import { parseArgs } from 'node:util'
import { Database } from '../server/src/db/database.ts'
import { migrate } from '../server/src/db/migrate.ts'
import type { Outcome } from './bench.ts'
import { makeBacklog } from './drain/backlog.ts'
import { medianOf } from './limit/measure.ts'
import { startPostgres } from './load/installation.ts'
import { takeAsJobs } from './workflows/plain-jobs.ts'
import { effects, publishProcess, steps } from './workflows/process.ts'
import { takeAsRuns } from './workflows/runs.ts'
import { measureWaitingJobs, measureWaitingRuns } from './workflows/waiting.ts'

export async function run(args: readonly string[]): Promise<Outcome> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      conversations: { type: 'string', default: '500' },
      waiting: { type: 'string', default: '1000000' },
      rounds: { type: 'string', default: '3' },
    },
  })
  const [conversations, waiting, rounds] = [values.conversations, values.waiting, values.rounds].map(Number) as [
    number,
    number,
    number,
  ]
  await using postgres = await startPostgres()
  await migrate(postgres.url)
  await using database = new Database(postgres.url)
  const { workspaceId } = await makeBacklog(database, { agents: 0, waiting: conversations, strategy: 'round_robin' })
  const workflowId = await publishProcess(database, workspaceId)

  const runs: number[] = []
  const jobs: number[] = []
  // The first of each only warms up.
  for (let round = 0; round <= rounds; round += 1) {
    runs.push(await takeAsRuns(database, { workspaceId, workflowId }))
    jobs.push(await takeAsJobs(database, { workspaceId, workflowId }))
  }
  const [asRuns, asJobs] = [runs, jobs].map((seconds) => perSecond(conversations, medianOf(seconds.slice(1)))) as [
    number,
    number,
  ]
  const waitingRuns = await measureWaitingRuns(database, { workspaceId, workflowId, waiting })
  const waitingJobs = await measureWaitingJobs(database, waiting)

  const result = {
    steps_per_s: asRuns,
    plain_jobs_steps_per_s: asJobs,
    ratio: rounded(asRuns / asJobs),
    steps: steps.length,
    with_effect: effects,
    waiting,
    waiting_runs: waitingRuns,
    waiting_jobs: waitingJobs,
    ratio_bytes: rounded(waitingRuns.bytes_each / waitingJobs.bytes_each),
  }
  return {
    result,
    lines: [
      `steps: ${asRuns}/s as runs, ${asJobs}/s as plain jobs (${result.ratio} times), ${effects} of ${steps.length} with an effect`,
      `${waiting.toLocaleString('en')} waiting runs: ${waitingRuns.bytes_each} bytes each, awake ${waitingRuns.wake_p50_ms} ms (p95 ${waitingRuns.wake_p95_ms} ms) after their time`,
      `${waiting.toLocaleString('en')} waiting jobs: ${waitingJobs.bytes_each} bytes each, begun ${waitingJobs.wake_p50_ms} ms (p95 ${waitingJobs.wake_p95_ms} ms) after their time`,
    ],
  }
}

function perSecond(conversations: number, seconds: number): number {
  return Math.round((conversations * steps.length) / seconds)
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
