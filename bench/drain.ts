import { Database } from '../server/src/db/database.ts'
import { migrate } from '../server/src/db/migrate.ts'
import type { Outcome } from './bench.ts'
import { type Drained, drainBacklog } from './drain/drain-backlog.ts'
import { joinLimits, measureLimits } from './limit/measure.ts'
import { startPostgres } from './load/installation.ts'

const waiting = 100_000
const agents = 1000
const limits = { which: ['drain'], agents, seconds: 1 } as const

/**
 * A night's backlog: so many conversations wait, and so many agents come online. Everything is written that always is:
 * the decision with its reasons, what it was decided from, the event, the stay, the turn. The limit is measured before
 * and after, in the same run.
 */
export async function run(): Promise<Outcome> {
  await using postgres = await startPostgres()
  await migrate(postgres.url)
  await using database = new Database(postgres.url)

  const before = await measureLimits(postgres.url, limits)
  const roundRobin = await drainBacklog(database, { agents, waiting, strategy: 'round_robin' })
  const between = await measureLimits(postgres.url, limits)
  const leastOpen = await drainBacklog(database, { agents, waiting, strategy: 'least_open' })
  const after = await measureLimits(postgres.url, limits)
  const { limitDrain = Number.NaN, driver } = joinLimits(before, between, after)

  const result = {
    limit_drain: limitDrain,
    ours: roundRobin.perSecond,
    ratio: ratioOf(roundRobin, limitDrain),
    spread: roundRobin.spread,
    seconds: roundRobin.seconds,
    least_open: { ours: leastOpen.perSecond, ratio: ratioOf(leastOpen, limitDrain), spread: leastOpen.spread },
    driver,
  }
  return {
    result,
    lines: [
      `${waiting} that wait, ${agents} agents; PostgreSQL alone: ${limitDrain}/s`,
      `  round robin: ${say(roundRobin, limitDrain)}`,
      `  least open:  ${say(leastOpen, limitDrain)}`,
    ],
  }
}

function say(drained: Drained, limit: number): string {
  return `${drained.perSecond}/s, ${ratioOf(drained, limit)} of it, spread of loads ${drained.spread} (${drained.seconds} s)`
}

function ratioOf({ perSecond }: Drained, limit: number): number {
  return Math.round((perSecond / limit) * 100) / 100
}
