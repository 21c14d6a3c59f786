/**
 * What the database holds, as it is when somebody reads `/metrics`. Every process says the same of it.
 *
 * Looking must not be what makes a busy database slow: at most once in five seconds however many read, and not before
 * twenty times what the last look took; on one connection, by statements that end after a second. What needs more than
 * an index is asked for each minute.
 */
import { sql } from 'kysely'
import { Counter, Gauge, type Registry } from 'prom-client'
import type { Database, Db } from '../db/database.ts'
import {
  readChannels,
  readGivenUp,
  readJobs,
  readPresence,
  readProgress,
  readQueues,
  readStorage,
  readUndelivered,
} from './queries.ts'

const freshMs = 5_000
const slowFreshMs = 60_000
const restFactor = 20
const answerWithinMs = 2_000

export class DatabaseFigures {
  readonly #database: Database
  readonly #gauges: ReturnType<typeof makeGauges>
  #looking: Promise<boolean> | null = null
  #isUp = false
  #lookAgainAt = 0
  #lookSlowlyAt = 0

  constructor(database: Database, registry: Registry) {
    this.#database = database
    this.#gauges = makeGauges(registry)
  }

  /** Looks, unless that was done just now. Answers whether the database did; figures it could not renew are gone. */
  async refresh(): Promise<boolean> {
    if (this.#looking === null && performance.now() < this.#lookAgainAt) return this.#isUp
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null
    })
    // A pool without a free connection, or a database that hangs, must not keep the reader waiting.
    const { promise: tooLate, resolve } = Promise.withResolvers<boolean>()
    const timer = setTimeout(resolve, answerWithinMs, false)
    try {
      return await Promise.race([this.#looking, tooLate])
    } finally {
      clearTimeout(timer)
    }
  }

  async #look(): Promise<boolean> {
    const from = performance.now()
    try {
      await this.#database.db.transaction().execute(async (tx) => {
        await sql`SET TRANSACTION READ ONLY`.execute(tx)
        await sql`SET LOCAL statement_timeout = '1s'`.execute(tx)
        await sql`SET LOCAL lock_timeout = '200ms'`.execute(tx)
        await this.#readQuick(tx)
        if (from >= this.#lookSlowlyAt) await this.#readSlow(tx)
      })
      if (from >= this.#lookSlowlyAt) this.#lookSlowlyAt = performance.now() + slowFreshMs
      this.#isUp = true
    } catch (error) {
      // Old figures would look like a quiet day.
      this.#isUp = isTooSlow(error)
      this.#lookSlowlyAt = 0
      this.#gauges.failures.inc()
      for (const gauge of this.#gauges.all) forget(gauge)
    }
    this.#lookAgainAt = performance.now() + Math.max(freshMs, (performance.now() - from) * restFactor)
    return this.#isUp
  }

  async #readQuick(db: Db): Promise<void> {
    const { team, queue, oldest, due, lag, undelivered, oldestUndelivered, log, workers } = this.#gauges
    const queues = await readQueues(db)
    // Deleted teams leave no line behind.
    for (const gauge of [team, queue, oldest]) gauge.reset()
    for (const { workspace_id, team_id, name, depth, oldest: seconds } of queues) {
      team.set({ workspace_id, team_id, name }, 1)
      queue.set({ workspace_id, team_id }, depth)
      oldest.set({ workspace_id, team_id }, seconds)
    }
    for (const { task, due: count, lag: seconds } of await readJobs(db)) {
      due.set({ task }, count)
      lag.set({ task }, seconds)
    }
    const waiting = await readUndelivered(db)
    undelivered.set(waiting.count)
    oldestUndelivered.set(waiting.oldest)
    const progress = await readProgress(db)
    log.set(progress.log)
    workers.set(progress.workers)
  }

  async #readSlow(db: Db): Promise<void> {
    const { givenUp, members, channels, size, dead } = this.#gauges
    for (const { task, given_up } of await readGivenUp(db)) givenUp.set({ task }, given_up)
    for (const { presence, members: count } of await readPresence(db)) members.set({ presence }, count)
    channels.reset()
    for (const row of await readChannels(db)) channels.set({ channel_type: row.type, status: row.status }, row.channels)
    const { bytes, tables } = await readStorage(db)
    size.set(bytes)
    for (const { name, dead: rows } of tables) dead.set({ table: name }, rows)
  }
}

// A reset gauge without labels would say 0, which is a figure.
function forget({ gauge, isLabelled }: { gauge: Gauge; isLabelled: boolean }): void {
  if (isLabelled) gauge.reset()
  else gauge.remove()
}

// It ended our statement at our own wish, so it is there.
function isTooSlow(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '57014' || error.code === '55P03')
}

function makeGauges(registry: Registry) {
  const all: { gauge: Gauge; isLabelled: boolean }[] = []
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) => {
    const made = new Gauge({ name: `fairlead_${name}`, help, labelNames, registers: [registry] })
    const own = { gauge: made, isLabelled: labelNames.length > 0 }
    forget(own)
    all.push(own)
    return made
  }
  return {
    all,
    failures: new Counter({
      name: 'fairlead_figures_failed_total',
      help: 'How often the figures of the database could not be had, for it was away or too slow.',
      registers: [registry],
    }),
    team: gauge('team_info', 'Always 1: what a team is called.', ['workspace_id', 'team_id', 'name']),
    queue: gauge('queue_depth', 'Conversations that wait in a team’s queue, counted to 10000.', [
      'workspace_id',
      'team_id',
    ]),
    oldest: gauge('queue_oldest_seconds', 'How long the one that waits longest has, among the first 50 of the queue.', [
      'workspace_id',
      'team_id',
    ]),
    due: gauge('jobs_due', 'Jobs whose time has come and that nobody has taken, counted to 10000 in all.', ['task']),
    lag: gauge('job_lag_seconds', 'By how much the oldest due job is late.', ['task']),
    givenUp: gauge('jobs_given_up', 'Jobs that failed as often as they may. Looked at each minute.', ['task']),
    undelivered: gauge('messages_undelivered', 'Messages on their way out, counted to 10000.'),
    oldestUndelivered: gauge('messages_undelivered_oldest_seconds', 'How old the oldest of those is.'),
    log: gauge('event_log_position', 'How many events the logs of all workspaces have.'),
    workers: gauge('workers', 'Pools of job workers heard of within half a minute.'),
    members: gauge('members', 'Members by presence. Looked at each minute.', ['presence']),
    channels: gauge('channels', 'Channels by type and status. Looked at each minute.', ['channel_type', 'status']),
    size: gauge('database_bytes', 'The size of the database. Looked at each minute.'),
    dead: gauge('table_dead_rows', 'Rows of busy tables that wait for autovacuum. Looked at each minute.', ['table']),
  }
}
