/**
 * The database, and the one way to write to it.
 *
 * State and its events commit together. A transaction collects the events it wants to append; they are numbered and
 * written as its very last statements, so that the lock on the workspace's counter is held only for the commit itself
 * and is always the last lock taken. Numbers therefore have no gaps, come in the order of commits, and are a cursor
 * nobody can overtake. Locks are taken in this order everywhere: members by id, conversations by id, the counter.
 */
import type { Actor, EventData, EventType } from '@fairlead/sdk'
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
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

type Outbox = { events: NewEvent[] }

const maxAttempts = 4

/** One conversation at a time with a contact: whoever was a moment later sees the other's, and goes on there. */
const oneAtATime = 'conversation_current'

/**
 * Statements that begin with a comment, `/* queue.head *\/ SELECT …`, are prepared once for each connection, under that
 * name: those that run thousands of times a minute. Planning takes longer than running most of them. Their text must
 * always be the same, with lists as arrays.
 */
class Client extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: every way in which the driver may be called
  override query(config: any, values?: any, callback?: any): any {
    const name = typeof config === 'string' ? nameOf(config) : undefined
    return name === undefined
      ? super.query(config, values, callback)
      : super.query({ name, text: config, values }, callback)
  }
}

function nameOf(text: string): string | undefined {
  const end = text.startsWith('/* ') ? text.indexOf(' */') : -1
  return end < 0 ? undefined : text.slice(3, end)
}

export class Database {
  readonly db: Db
  readonly pool: pg.Pool
  readonly #listeners = new Set<(events: readonly AppendedEvent[]) => void>()

  constructor(url: string, options: { maxConnections?: number } = {}) {
    this.pool = new pg.Pool({
      Client,
      connectionString: url,
      max: options.maxConnections ?? 20,
      application_name: 'fairlead',
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
    const box: Outbox = { events: [] }
    let appended: readonly AppendedEvent[] = []

    const result = await this.db.transaction().execute(async (transaction) => {
      const tx = Object.assign(transaction, { [outbox]: box }) as Tx
      const value = await work(tx)
      appended = await flush(tx, box.events)
      return value
    })

    for (const listener of this.#listeners) if (appended.length > 0) listener(appended)
    return result
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

/** Appends to the log when the transaction commits, in the order of calls. */
export function append(tx: Tx, event: NewEvent): void {
  tx[outbox].events.push(event)
}

// Workspaces in id order, like every lock.
async function flush(tx: Tx, events: readonly NewEvent[]): Promise<AppendedEvent[]> {
  const appended: AppendedEvent[] = []
  const workspaceIds = [...new Set(events.map(({ workspaceId }) => workspaceId))].sort()

  for (const workspaceId of workspaceIds) {
    const own = events.filter((event) => event.workspaceId === workspaceId)
    const rows = JSON.stringify(own.map(toRow))
    const { rows: answer } = await sql<{ last: string; at: Date }>`/* log.append */
      WITH counter AS (
        INSERT INTO event_sequence AS c (workspace_id, last) VALUES (${workspaceId}, ${own.length})
        ON CONFLICT (workspace_id) DO UPDATE SET last = c.last + excluded.last
        RETURNING last, clock_timestamp() AS at
      ), written AS (
        INSERT INTO event (workspace_id, sequence, type, subject_id, actor, data, at)
        SELECT ${workspaceId}::uuid, counter.last - ${own.length}::int + e.place, e.type, e.subject_id, e.actor, e.data, counter.at
        FROM counter, json_to_recordset(${rows}::json)
          AS e (place int, type text, subject_id uuid, actor jsonb, data jsonb)
      )
      SELECT last, at FROM counter`.execute(tx)
    const { last, at } = answer[0]!
    const before = Number(last) - own.length
    appended.push(...own.map((event, index) => ({ ...event, sequence: before + 1 + index, at })))
  }
  return appended
}

function toRow({ type, subjectId, actor, data }: NewEvent, index: number) {
  return { place: index + 1, type, subject_id: subjectId, actor, data }
}

// 40P01 deadlock detected, 40001 serialization failure: nothing was written, and trying again succeeds.
function isConflict(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error)) return false
  const isOfOther = error.code === '23505' && 'constraint' in error && error.constraint === oneAtATime
  return error.code === '40P01' || error.code === '40001' || isOfOther
}
