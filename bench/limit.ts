import type { Outcome } from './bench.ts'
import { measureLimits } from './limit/measure.ts'
import { startPostgres } from './load/installation.ts'

/** What PostgreSQL alone can do here; every other benchmark measures it again in its own run. */
export async function run(): Promise<Outcome> {
  await using postgres = await startPostgres()
  const of100 = await measureLimits(postgres.url, { which: ['one', 'batch'], agents: 100, seconds: 5 })
  const of1000 = await measureLimits(postgres.url, { which: ['drain'], agents: 1000, seconds: 5 })
  const result = {
    limit_one: of100.limitOne,
    limit_batch: of100.limitBatch,
    limit_drain: of1000.limitDrain,
    runs: { ...of100.runs, ...of1000.runs },
    driver: of100.driver,
  }
  return {
    result,
    lines: [
      `one message a commit:       ${result.limit_one}/s`,
      `a hundred messages a commit: ${result.limit_batch}/s`,
      `draining, a hundred a commit: ${result.limit_drain}/s`,
    ],
  }
}
