import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Database } from '../../server/src/db/database.ts'
import { type Driver, findDriver } from './driver.ts'

/** One message a commit; a hundred a commit; a hundred that wait already a commit. */
export type Which = 'one' | 'batch' | 'drain'

/** Operations a second: each the median of its runs. */
export type Limits = Readonly<{
  limitOne?: number
  limitBatch?: number
  limitDrain?: number
  runs: Readonly<Partial<Record<Which, readonly number[]>>>
  driver: Driver['name']
}>

const atOnce = { one: 1, batch: 100, drain: 100 } as const
const clients = { one: 8, batch: 1, drain: 1 } as const
// So many wait for each second of draining; what is measured is how long they took.
const waitingForASecond = 40_000

/**
 * What PostgreSQL alone can do on this machine for the least work of "inbound message -> assigned conversation", in a
 * schema of its own that is dropped at the end. Runs of all kinds take turns: a machine is not equally fast all the time.
 */
export async function measureLimits(
  url: string,
  options: Readonly<{ which: readonly Which[]; agents: number; seconds: number; runsOfEach?: number }>,
): Promise<Limits> {
  const { which, agents, seconds, runsOfEach = 3 } = options
  await using database = new Database(url, { maxConnections: 1 })
  const { pool } = database
  const runs: Partial<Record<Which, number[]>> = {}
  try {
    await makeSchema(pool, agents)
    const driver = await findDriver()
    for (let run = 0; run < runsOfEach; run += 1) {
      for (const kind of which) {
        runs[kind] ??= []
        runs[kind].push(await measure(pool, driver, { url, kind, seconds }))
      }
    }
    return { ...mediansOf(runs), runs, driver: driver.name }
  } finally {
    await dropSchema(pool)
  }
}

/** Of measures before and after something: the medians of all their runs. */
export function joinLimits(...all: readonly Limits[]): Limits {
  const runs: Partial<Record<Which, number[]>> = {}
  for (const each of all) {
    for (const kind of ['one', 'batch', 'drain'] as const) {
      if (each.runs[kind]) runs[kind] = [...(runs[kind] ?? []), ...each.runs[kind]]
    }
  }
  return { ...mediansOf(runs), runs, driver: all[0]?.driver ?? 'own' }
}

export async function makeSchema(pool: Database['pool'], agents: number): Promise<void> {
  const schema = await readSql('schema')
  await pool.query(`${schema.replaceAll(':nagents', String(agents))}; RESET search_path`)
}

export async function dropSchema(pool: Database['pool']): Promise<void> {
  await pool.query('DROP SCHEMA IF EXISTS lim CASCADE')
}

export function readSql(name: Which | 'schema'): Promise<string> {
  return readFile(fileOf(name), 'utf8')
}

function fileOf(name: Which | 'schema'): string {
  return join(import.meta.dirname, `${name}.sql`)
}

async function measure(
  pool: Database['pool'],
  driver: Driver,
  { url, kind, seconds }: { url: string; kind: Which; seconds: number },
): Promise<number> {
  const waiting = waitingForASecond * seconds
  if (kind === 'drain') await fillQueue(pool, waiting)
  await pool.query('CHECKPOINT')
  const transactions = await driver.run({
    url,
    file: fileOf(kind),
    clients: clients[kind],
    until: kind === 'drain' ? { transactions: Math.ceil(waiting / atOnce.drain) } : { seconds },
  })
  return Math.round(transactions * atOnce[kind])
}

async function fillQueue(pool: Database['pool'], waiting: number): Promise<void> {
  await pool.query('TRUNCATE lim.conversations')
  await pool.query(
    `INSERT INTO lim.conversations (channel_id, contact_id, created_at)
     SELECT g % 5, 1 + g % 100000, now() - interval '1 day' + g * interval '10 ms' FROM generate_series(1, $1::int) AS g`,
    [waiting],
  )
  for (const table of ['agents', 'conversations', 'assignment_events']) {
    await pool.query(`VACUUM ANALYZE lim.${table}`)
  }
}

function mediansOf(runs: Readonly<Partial<Record<Which, readonly number[]>>>) {
  return {
    ...(runs.one && { limitOne: medianOf(runs.one) }),
    ...(runs.batch && { limitBatch: medianOf(runs.batch) }),
    ...(runs.drain && { limitDrain: medianOf(runs.drain) }),
  }
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2
}
