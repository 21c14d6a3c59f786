/** The PostgreSQL server: settings that lose data or room, its clock, and who keeps a transaction open. */
import type pg from 'pg'
import { readAll, readOne } from './ask-database.ts'
import { type Finding, hint, ok, problem } from './finding.ts'

/** Of one process: its pool, and the connection that hears of events. */
const connectionsOfProcess = 21
const clockHintMs = 1_000
const clockProblemMs = 10_000

export async function inspectServer(client: pg.Client): Promise<Finding[]> {
  return [
    judgeSettings(await readSettings(client)),
    judgeConnections(await readConnections(client)),
    judgeClock(await readClock(client)),
    judgeTransactions(await readTransactions(client)),
  ]
}

type Settings = Readonly<Record<'fsync' | 'full_page_writes' | 'synchronous_commit' | 'autovacuum', string>>

export function judgeSettings(settings: Settings): Finding {
  const name = 'settings'
  const dangers = {
    fsync: 'a power cut can destroy the database',
    full_page_writes: 'a power cut can destroy pages of the database',
    synchronous_commit: 'a crash loses messages that providers were told we had',
    autovacuum: 'tables grow until they are slow',
  } as const
  const bad = Object.entries(dangers).filter(([setting]) => settings[setting as keyof Settings] === 'off')
  if (bad.length === 0) return ok(name, 'What is committed is durable, and autovacuum clears up')

  const said = bad.map(([setting, danger]) => `${setting} is off: ${danger}`).join('; ')
  const cure = bad.map(([setting]) => `ALTER SYSTEM SET ${setting} = on;`).join(' ')
  return problem(name, `${said}. As a superuser: ${cure} SELECT pg_reload_conf();`)
}

type Connections = Readonly<{ limit: number; used: number }>

export function judgeConnections({ limit, used }: Connections): Finding {
  const name = 'connections'
  const message = `${used} of ${limit} connections are used; a process of Fairlead takes up to ${connectionsOfProcess}`
  const cure = 'raise max_connections and restart PostgreSQL, or run fewer processes.'
  if (limit < connectionsOfProcess) return problem(name, `${message}: ${cure}`)
  if (used > limit * 0.8) return hint(name, `${message}: ${cure}`)
  return ok(name, message)
}

/** How far the database's clock is ahead, and how sure that is: the time the question took. */
type Clock = Readonly<{ aheadMs: number; roundTripMs: number }>

export function judgeClock({ aheadMs, roundTripMs }: Clock): Finding {
  const name = 'clock'
  const difference = Math.max(0, Math.abs(aheadMs) - roundTripMs)
  if (difference < clockHintMs) return ok(name, 'The clocks of this machine and of the database agree')
  const seconds = (difference / 1000).toFixed(1)
  const message = `The database's clock is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} this machine's`
  const cure = 'waits, timers and presence are off by that. Have both machines synchronised (NTP).'
  return difference < clockProblemMs ? hint(name, `${message}: ${cure}`) : problem(name, `${message}: ${cure}`)
}

type OpenTransaction = Readonly<{ pid: number; application: string; state: string; seconds: number }>

export function judgeTransactions(open: readonly OpenTransaction[]): Finding {
  const name = 'transactions'
  const [oldest] = open
  if (!oldest || oldest.seconds < 300) return ok(name, 'No transaction has been open for long')
  const minutes = Math.round(oldest.seconds / 60)
  const who = `process ${oldest.pid}${oldest.application ? ` (${oldest.application})` : ''}, ${oldest.state}`
  const message =
    `A transaction has been open for ${minutes} min: ${who}. Meanwhile nothing that is deleted is cleared away. ` +
    `If it is not a backup, end it: SELECT pg_terminate_backend(${oldest.pid});`
  return minutes < 60 ? hint(name, message) : problem(name, message)
}

function readSettings(client: pg.Client): Promise<Settings> {
  return readOne(
    client,
    `SELECT current_setting('fsync') AS fsync, current_setting('full_page_writes') AS full_page_writes,
       current_setting('synchronous_commit') AS synchronous_commit, current_setting('autovacuum') AS autovacuum`,
  )
}

function readConnections(client: pg.Client): Promise<Connections> {
  return readOne(
    client,
    `SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int AS limit,
       (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid())::int AS used`,
  )
}

async function readClock(client: pg.Client): Promise<Clock> {
  const from = Date.now()
  const { now } = await readOne<{ now: Date }>(client, 'SELECT clock_timestamp() AS now')
  const roundTripMs = Date.now() - from
  return { aheadMs: now.getTime() - (from + roundTripMs / 2), roundTripMs }
}

function readTransactions(client: pg.Client): Promise<OpenTransaction[]> {
  return readAll(
    client,
    `SELECT pid, application_name AS application, coalesce(state, 'hidden') AS state,
       extract(epoch FROM clock_timestamp() - xact_start)::float8 AS seconds
     FROM pg_stat_activity
     WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()
       AND backend_type = 'client backend'
     ORDER BY xact_start LIMIT 1`,
  )
}
