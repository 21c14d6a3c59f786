/**
 * Live updates: every open stream of this process, fed from the log.
 *
 * One feed per workspace that anybody here watches. A feed has a position in the log; when it is poked (this process
 * committed, another notified, or a second went by) it reads what came after and hands it to its subscribers. The log
 * is the only source, so order and completeness do not depend on who was told what when. A subscriber first gets
 * what it missed and then joins the feed at the very place it has reached.
 */
import type { Event } from '@fairlead/sdk'
import pg from 'pg'
import type { Logger } from 'pino'
import type { Database } from '../db/database.ts'
import { readCursor, readEvents } from './log.ts'

const notificationChannel = 'fairlead_event'
const pageSize = 500
/** A reader that is this many events behind is dropped; it resumes by its cursor. */
const maxBacklog = 2000

export class LiveEvents {
  readonly #database: Database
  readonly #url: string
  readonly #log: Logger
  readonly #feeds = new Map<string, Feed>()
  readonly #toNotify = new Set<string>()
  #listener: pg.Client | null = null
  #poll: NodeJS.Timeout | null = null
  #isStopped = false
  #isNotifying = false

  constructor(database: Database, url: string, log: Logger) {
    this.#database = database
    this.#url = url
    this.#log = log
    database.onCommitted((events) => {
      for (const { workspaceId } of events) {
        this.#feeds.get(workspaceId)?.poke()
        this.#toNotify.add(workspaceId)
      }
      void this.#notify()
    })
  }

  start(): void {
    // Notifications may be lost with their connection; a look each second bounds what that costs.
    this.#poll = setInterval(() => {
      for (const feed of this.#feeds.values()) feed.poke()
    }, 1000)
    void this.#listen()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    if (this.#poll) clearInterval(this.#poll)
    for (const feed of this.#feeds.values()) feed.end()
    await this.#listener?.end().catch(() => undefined)
  }

  /** Everything after the cursor, then everything that comes, until `signal` aborts or the reader is too slow. */
  async *subscribe(workspaceId: string, after: number, signal: AbortSignal): AsyncGenerator<readonly Event[]> {
    let cursor = after
    for (;;) {
      const missed = await readEvents(this.#database.db, { workspaceId, after: cursor, limit: pageSize })
      if (signal.aborted || this.#isStopped) return
      if (missed.length > 0) {
        cursor = missed.at(-1)!.sequence
        yield missed
      }
      if (missed.length < pageSize) break
    }

    const subscriber = new Subscriber(cursor, signal)
    const feed = this.#feedOf(workspaceId)
    feed.add(subscriber)
    // What was committed between the last page and joining is behind the feed's position.
    feed.poke(cursor)
    try {
      yield* subscriber.read()
    } finally {
      feed.remove(subscriber)
      if (feed.isEmpty) this.#feeds.delete(workspaceId)
    }
  }

  #feedOf(workspaceId: string): Feed {
    let feed = this.#feeds.get(workspaceId)
    if (!feed) {
      feed = new Feed(this.#database, workspaceId, this.#log)
      this.#feeds.set(workspaceId, feed)
    }
    return feed
  }

  // After the commit and for many commits at once: NOTIFY inside a transaction makes all commits queue for one lock.
  async #notify(): Promise<void> {
    if (this.#isNotifying || this.#isStopped) return
    this.#isNotifying = true
    try {
      while (this.#toNotify.size > 0) {
        const workspaceIds = [...this.#toNotify]
        this.#toNotify.clear()
        await this.#database.pool.query('SELECT pg_notify($1, id) FROM unnest($2::text[]) AS id', [
          notificationChannel,
          workspaceIds,
        ])
      }
    } catch (error) {
      this.#log.debug({ err: error }, 'notification failed; the other processes will look by themselves')
    } finally {
      this.#isNotifying = false
    }
  }

  async #listen(): Promise<void> {
    while (!this.#isStopped) {
      const client = new pg.Client({ connectionString: this.#url, application_name: 'fairlead-live', keepAlive: true })
      const ended = new Promise<void>((resolve) => {
        client.on('error', () => resolve())
        client.on('end', () => resolve())
      })
      client.on('notification', ({ payload }) => payload && this.#feeds.get(payload)?.poke())
      try {
        await client.connect()
        await client.query(`LISTEN ${notificationChannel}`)
        this.#listener = client
        if (!this.#isStopped) await ended
      } catch (error) {
        this.#log.debug({ err: error }, 'cannot listen for notifications')
      }
      await client.end().catch(() => undefined)
      if (!this.#isStopped) await new Promise((resolve) => setTimeout(resolve, 1000).unref())
    }
  }
}

class Feed {
  readonly #database: Database
  readonly #workspaceId: string
  readonly #log: Logger
  readonly #subscribers = new Set<Subscriber>()
  #position: number | null = null
  #isReading = false
  #isPoked = false

  constructor(database: Database, workspaceId: string, log: Logger) {
    this.#database = database
    this.#workspaceId = workspaceId
    this.#log = log
  }

  get isEmpty(): boolean {
    return this.#subscribers.size === 0
  }

  add(subscriber: Subscriber): void {
    this.#subscribers.add(subscriber)
  }

  remove(subscriber: Subscriber): void {
    this.#subscribers.delete(subscriber)
  }

  end(): void {
    for (const subscriber of this.#subscribers) subscriber.end()
  }

  /** Looks at the log soon. `from` moves the position back for a subscriber that joined behind it. */
  poke(from?: number): void {
    if (from !== undefined) this.#position = Math.min(this.#position ?? from, from)
    this.#isPoked = true
    if (!this.#isReading) void this.#read()
  }

  async #read(): Promise<void> {
    this.#isReading = true
    try {
      while (this.#isPoked && !this.isEmpty) {
        this.#isPoked = false
        this.#position ??= await readCursor(this.#database.db, this.#workspaceId)
        const position = this.#position
        const events = await readEvents(this.#database.db, {
          workspaceId: this.#workspaceId,
          after: position,
          limit: pageSize,
        })
        if (events.length === 0) continue
        // Somebody joined further back meanwhile: read again from there.
        if (this.#position < position) {
          this.#isPoked = true
          continue
        }
        this.#position = events.at(-1)!.sequence
        if (events.length === pageSize) this.#isPoked = true
        for (const subscriber of this.#subscribers) subscriber.offer(events)
      }
    } catch (error) {
      this.#log.debug(
        { err: error, workspaceId: this.#workspaceId },
        'cannot read the log; trying again within a second',
      )
    } finally {
      this.#isReading = false
    }
  }
}

class Subscriber {
  readonly #signal: AbortSignal
  #cursor: number
  #backlog: Event[] = []
  #isEnded = false
  #wake: (() => void) | null = null

  constructor(cursor: number, signal: AbortSignal) {
    this.#cursor = cursor
    this.#signal = signal
    signal.addEventListener('abort', () => this.end(), { once: true })
  }

  offer(events: readonly Event[]): void {
    const fresh = events.filter(({ sequence }) => sequence > this.#cursor)
    if (fresh.length === 0) return
    this.#cursor = fresh.at(-1)!.sequence
    this.#backlog.push(...fresh)
    if (this.#backlog.length > maxBacklog) this.#isEnded = true
    this.#wake?.()
  }

  end(): void {
    this.#isEnded = true
    this.#wake?.()
  }

  async *read(): AsyncGenerator<readonly Event[]> {
    while (!this.#isEnded && !this.#signal.aborted) {
      if (this.#backlog.length > 0) {
        const batch = this.#backlog
        this.#backlog = []
        yield batch
      } else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
        this.#wake = null
      }
    }
  }
}
