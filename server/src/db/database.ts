/**
 * The database, and the one way to write to it.
 *
 * State and its events commit together. A transaction collects the events it wants to append; they are numbered and
 * written as its very last statements, so that the lock on the workspace's counter is held only for the commit itself
 * and is always the last lock taken. Numbers therefore have no gaps, come in the order of commits, and are a cursor
 * nobody can overtake. Locks are taken in this order everywhere: the assignment lock, members by id, conversations by
 * id, the counter.
 */
import type { Actor, EventData, EventType } from '@fairlead/sdk'
import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { PipeliningClient } from './pipelining-client.ts'
import type { Tables } from './schema.ts'

export type Db = Kysely<Tables>

/** What every writing function asks for: one cannot be called outside a transaction by mistake. */
export type Tx = Transaction<Tables> & { readonly [outbox]: Outbox }

export type NewEvent = {
  [T in EventType]: Readonly<{
    workspaceId: string
    type: T
    subjectId: string
    actor: Actor
    data: EventData<T>
  }>
}[EventType]

export type AppendedEvent = NewEvent & Readonly<{ sequence: number; at: Date }>

const outbox = Symbol('outbox')

/** `data`: of each event, as it is sent. */
type Outbox = { events: NewEvent[]; data: string[] }

const maxAttempts = 4

/** One conversation at a time with a contact: whoever was a moment later sees the other's, and goes on there. */
const oneAtATime = 'conversation_current'

export class Database {
  readonly db: Db
  readonly pool: pg.Pool
  readonly #listeners = new Set<(events: readonly AppendedEvent[]) => void>()

  constructor(url: string, options: { maxConnections?: number } = {}) {
    this.pool = new pg.Pool({
      Client: PipeliningClient,
      pipeline: true,
      connectionString: url,
      max: options.maxConnections ?? 20,
      application_name: 'fairlead',
      // A process that stands still in the middle of a transaction lets go of what it holds.
      idle_in_transaction_session_timeout: 10_000,
      // A server that went away is found out, not waited for.
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    })
    // An idle connection that breaks (the database restarted) is replaced by the pool; unheard, it would end us.
    this.pool.on('error', () => undefined)
    this.pool.on('connect', (client) => client.on('error', () => undefined))
    this.db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: this.pool }) })
  }

  /**
   * Runs `work` in one transaction, appends its events, commits, then tells the listeners. `work` runs again when
   * PostgreSQL ended it for a deadlock or a conflict, so it does nothing outside the transaction.
   */
  async transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#transactOnce(work)
      } catch (error) {
        if (attempt === maxAttempts || !isConflict(error)) throw error
      }
    }
  }

  async #transactOnce<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const box: Outbox = { events: [], data: [] }
    const client = await this.pool.connect()
    let broken: unknown
    try {
      // Sent along with the first statement. If it fails, so does that.
      const begun = client.query('BEGIN')
      begun.catch(() => undefined)
      const [result, appended] = await runIn(client, box, work)
      await begun
      for (const listener of this.#listeners) if (appended.length > 0) listener(appended)
      return result
    } catch (error) {
      broken = await client.query('ROLLBACK').then(
        () => undefined,
        (cause: unknown) => cause,
      )
      throw error
    } finally {
      client.release(broken instanceof Error ? broken : undefined)
    }
  }

  /** Hears of events this process committed. Others' are read from the log. */
  onCommitted(listener: (events: readonly AppendedEvent[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.db.destroy()
  }
}

async function runIn<T>(
  client: pg.PoolClient,
  box: Outbox,
  work: (tx: Tx) => Promise<T>,
): Promise<[T, readonly AppendedEvent[]]> {
  const { db, end } = lend(client)
  const tx = Object.assign(db, { [outbox]: box }) as unknown as Tx
  const value = await work(tx).finally(end)
  // Sent together: if a statement fails, PostgreSQL turns the commit that follows into a rollback.
  const [appended, ended] = await Promise.all([flush(client, box), client.query('COMMIT')])
  if (ended.command === 'ROLLBACK') throw new Error('A statement failed, and somebody went on as if it had not.')
  return [value, appended]
}

/**
 * Queries through this one connection until `end`. Where some of what went on at once failed, the rest is refused from
 * then on: after the rollback it would be written on its own, or into somebody else's transaction.
 */
function lend(client: pg.PoolClient): { db: Db; end: () => void } {
  let isOver = false
  const query = (...asked: Parameters<typeof client.query>) =>
    isOver ? Promise.reject(new Error('The transaction is over.')) : client.query(...asked)
  const lent = { query, release: () => undefined } as unknown as pg.PoolClient
  const pool = { connect: async () => lent, end: async () => undefined } as unknown as pg.Pool
  const end = () => {
    isOver = true
  }
  return { db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }), end }
}

/**
 * Appends to the log when the transaction commits, in the order of calls. What it says is written down at once: that may
 * be while PostgreSQL is busy with something else, where later all would wait for it.
 */
export function append(tx: Tx, event: NewEvent): void {
  tx[outbox].events.push(event)
  tx[outbox].data.push(JSON.stringify(event.data))
}

// Workspaces in id order, like every lock. All is asked for before this returns, so that the commit comes after it.
function flush(client: pg.PoolClient, { events, data }: Outbox): Promise<AppendedEvent[]> {
  const byWorkspace = Map.groupBy(
    events.map((event, index) => ({ event, data: data[index]! })),
    ({ event }) => event.workspaceId,
  )
  const workspaceIds = [...byWorkspace.keys()].sort()
  return Promise.all(workspaceIds.map((id) => flushOwn(client, id, byWorkspace.get(id)!))).then((all) => all.flat())
}

const appending = `/* log.append */
  WITH counter AS (
    INSERT INTO event_sequence AS c (workspace_id, last) VALUES ($1, $2)
    ON CONFLICT (workspace_id) DO UPDATE SET last = c.last + excluded.last
    RETURNING last, clock_timestamp() AS at
  ), written AS (
    INSERT INTO event (workspace_id, sequence, type, subject_id, actor, data, at)
    SELECT $1::uuid, counter.last - $2 + e.place, e.type, e.subject_id, e.actor::jsonb, e.data::jsonb, counter.at
    FROM counter, unnest($3::text[], $4::uuid[], string_to_array($5, $7), string_to_array($6, $7))
      WITH ORDINALITY AS e (type, subject_id, actor, data, place)
  )
  SELECT last, at FROM counter`

async function flushOwn(
  client: pg.PoolClient,
  workspaceId: string,
  own: readonly Readonly<{ event: NewEvent; data: string }>[],
): Promise<readonly AppendedEvent[]> {
  const values = [
    ...[workspaceId, own.length],
    ...[`{${own.map(({ event }) => event.type).join(',')}}`, `{${own.map(({ event }) => event.subjectId).join(',')}}`],
    ...[own.map(({ event }) => JSON.stringify(event.actor)), own.map(({ data }) => data)].map(inOneText),
    separator,
  ]
  const { rows } = await client.query<{ last: string; at: Date }>(appending, values)
  const { last, at } = rows[0]!
  const before = Number(last) - own.length
  return own.map(({ event }, index) => ({ ...event, sequence: before + 1 + index, at }))
}

// JSON has no such character. PostgreSQL takes such a text apart in half of the time it takes to read JSON of records.
const separator = '\u001e'
function inOneText(list: readonly string[]): string {
  return list.join(separator)
}

// 40P01 deadlock detected, 40001 serialization failure: nothing was written, and trying again succeeds.
function isConflict(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error)) return false
  const isOfOther = error.code === '23505' && 'constraint' in error && error.constraint === oneAtATime
  return error.code === '40P01' || error.code === '40001' || isOfOther
}
