/**
 * Those who do something about what happened: fill the search, tell other systems, wake somebody's phone. Each reads the
 * log of each workspace from where it was, in pages; what it does and how far it has come are one transaction, so that it
 * is done once, whatever ends in between. Any number of processes may run them: a page is held by one at a time.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Event } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { Database, Tx } from '../db/database.ts'
import { isOfContent } from '../db/is-of-content.ts'
import { readEvents } from './log.ts'

const pageSize = 200
/** How often it is looked who is behind: for what other processes committed, and for new workspaces. */
const lookMs = 1000
/** What is committed here is read after this long, together with what came meanwhile. */
const gatherMs = 100
const longestWaitMs = 30_000

export type LogReader = Readonly<{
  /** Stable: under it its cursor is kept. */
  name: string
  /** Where it begins in a workspace that it never read: `beginning` is as far back as the log is kept. */
  from: 'beginning' | 'now'
  /** Nothing but the database may be touched: what goes out is a job. It must not append events. */
  read(tx: Tx, workspaceId: string, events: readonly Event[]): Promise<void>
}>

/** Each at its own pace: whoever is slow, or fails, holds up no other. */
export class LogReaders {
  readonly #all: readonly OneReader[]

  constructor(database: Database, readers: readonly LogReader[], log: Logger) {
    this.#all = readers.map((reader) => new OneReader(database, reader, log))
  }

  start(): void {
    for (const each of this.#all) each.start()
  }

  async stop(): Promise<void> {
    await Promise.all(this.#all.map((each) => each.stop()))
  }

  /** Reads until there is nothing more to read. */
  async settled(): Promise<void> {
    await Promise.all(this.#all.map((each) => each.settled()))
  }
}

class OneReader {
  readonly #database: Database
  readonly #reader: LogReader
  readonly #log: Logger
  #timer: NodeJS.Timeout | null = null
  #running: Promise<void> | null = null
  #isLookDue = false
  readonly #news = new Set<string>()
  #waitMs = 0
  #leave: (() => void) | null = null
  #stopping = new AbortController()

  constructor(database: Database, reader: LogReader, log: Logger) {
    this.#database = database
    this.#reader = reader
    this.#log = log
  }

  start(): void {
    this.#stopping = new AbortController()
    this.#leave = this.#database.onCommitted((events) => {
      for (const { workspaceId } of events) this.#news.add(workspaceId)
      this.#soon()
    })
    this.#timer = setInterval(() => this.#look(), lookMs)
    this.#look()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    this.#leave?.()
    this.#leave = null
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
    await this.#running
    this.#isLookDue = false
    this.#news.clear()
  }

  async settled(): Promise<void> {
    await this.#running
    await this.#readAll()
  }

  #look(): void {
    this.#isLookDue = true
    this.#soon()
  }

  #soon(): void {
    this.#running ??= this.#run().finally(() => {
      this.#running = null
    })
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping
    while ((this.#isLookDue || this.#news.size > 0) && !signal.aborted) {
      await sleep(this.#waitMs + gatherMs, undefined, { signal }).catch(() => undefined)
      const isLook = this.#isLookDue
      const news = [...this.#news]
      this.#isLookDue = false
      this.#news.clear()
      try {
        await (isLook ? this.#readAll() : this.#read(news))
        this.#waitMs = 0
      } catch (error) {
        this.#isLookDue = true
        this.#waitMs = Math.min(longestWaitMs, 2 * this.#waitMs + lookMs)
        const about = { err: error, reader: this.#reader.name, waitMs: this.#waitMs }
        this.#log.warn(about, 'a reader of the log failed; trying again')
      }
    }
  }

  async #readAll(): Promise<void> {
    await this.#begin(this.#reader)
    await this.#read(await this.#behind(this.#reader))
  }

  /** A page of each in turn, until there is nothing left or another process is at it. What is left stays for the next. */
  async #read(workspaceIds: readonly string[]): Promise<void> {
    for (let left = workspaceIds; left.length > 0; ) {
      const unfinished: string[] = []
      for (const workspaceId of left) {
        if (this.#stopping.signal.aborted) return
        if (await this.#readPage(this.#reader, workspaceId)) unfinished.push(workspaceId)
      }
      left = unfinished
    }
  }

  async #begin({ name, from }: LogReader): Promise<void> {
    await sql`/* log_reader.begin */
      INSERT INTO log_cursor (workspace_id, reader, sequence)
      SELECT s.workspace_id, ${name}, CASE WHEN ${from === 'now'} THEN s.last ELSE s.dropped END FROM event_sequence s
      WHERE NOT EXISTS (SELECT FROM log_cursor c WHERE c.workspace_id = s.workspace_id AND c.reader = ${name})
      ON CONFLICT DO NOTHING`.execute(this.#database.db)
  }

  async #behind({ name }: LogReader): Promise<string[]> {
    const { rows } = await sql<{ id: string }>`/* log_reader.behind */
      SELECT s.workspace_id AS id FROM event_sequence s
      JOIN log_cursor c ON c.workspace_id = s.workspace_id AND c.reader = ${name}
      WHERE s.last > c.sequence`.execute(this.#database.db)
    return rows.map(({ id }) => id)
  }

  /** Whether there may be more. */
  async #readPage(reader: LogReader, workspaceId: string): Promise<boolean> {
    try {
      return (await this.#take(reader, workspaceId, pageSize))?.isFull ?? false
    } catch (error) {
      if (!isOfContent(error)) throw error
      return this.#readOneByOne(reader, workspaceId)
    }
  }

  // One event that cannot be worked on must not hold up all that came after.
  async #readOneByOne(reader: LogReader, workspaceId: string): Promise<boolean> {
    for (let read = 0; read < pageSize; read += 1) {
      try {
        if ((await this.#take(reader, workspaceId, 1)) === null) return false
      } catch (error) {
        if (!isOfContent(error)) throw error
        const passed = await this.#take({ ...reader, read: async () => undefined }, workspaceId, 1)
        const about = { err: error, reader: reader.name, workspaceId, sequence: passed?.last }
        this.#log.error(about, 'an event was passed over')
      }
    }
    return true
  }

  /** The sequence it has come to; null when there is nothing, or another process is at it. */
  #take(reader: LogReader, workspaceId: string, limit: number): Promise<{ last: number; isFull: boolean } | null> {
    return this.#database.transact(async (tx) => {
      const { rows } = await sql<{ sequence: string; dropped: string }>`/* log_reader.hold */
        SELECT c.sequence, s.dropped FROM log_cursor c JOIN event_sequence s ON s.workspace_id = c.workspace_id
        WHERE c.workspace_id = ${workspaceId} AND c.reader = ${reader.name}
        FOR UPDATE OF c SKIP LOCKED`.execute(tx)
      const [held] = rows
      if (held === undefined) return null
      const after = Math.max(Number(held.sequence), Number(held.dropped))
      const events = await readEvents(tx, { workspaceId, after, limit })
      const last = events.at(-1)?.sequence
      if (last === undefined) return null
      await reader.read(tx, workspaceId, events)
      await sql`
        UPDATE log_cursor SET sequence = ${last} WHERE workspace_id = ${workspaceId} AND reader = ${reader.name}`.execute(
        tx,
      )
      return { last, isFull: events.length === limit }
    })
  }
}
