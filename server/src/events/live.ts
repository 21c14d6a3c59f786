/**
 * Live updates: every open stream of this process, fed from the log.
 *
 * One feed per workspace that anybody here watches. It follows what this process commits and hears of what others
 * do; the log is the only source of order, and a look each second, one for all workspaces, bounds what a lost word
 * costs. Nothing here is done per stream but writing to it: what is written was formatted once, and one clock beats for
 * all.
 */
import type { Logger } from 'pino'
import type { AppendedEvent, Database } from '../db/database.ts'
import { Feed } from './feed.ts'
import { readCursors } from './log.ts'
import { Notifications } from './notifications.ts'
import type { Interest, Reader } from './reader.ts'
import { readSignal, signalFrame } from './signal.ts'
import { type OpenStream, type Outlet, type Pass, Stream } from './stream.ts'
import { type Batch, Subscription } from './subscription.ts'
import { Turns } from './turns.ts'
import { Wheel } from './wheel.ts'

/** So many reads of the log at a time, for all workspaces: the others of the pool are for those who work. */
const readsAtOnce = 4
/** When a process ends, its readers come back spread over so much more time for each. */
const retryMsPerStream = 2
const leastRetryMs = 500
const mostRetryMs = 10_000

type Where = Readonly<{ workspaceId: string; after: number; interest?: Interest | null }>
type Who = Readonly<{
  memberId: string
  pass: Pass | null
  /** Wants to be told also what is no event: who looks at a conversation. */
  hearsSignals?: boolean
  onEnd(): void
}>

export class LiveEvents {
  readonly #database: Database
  readonly #log: Logger
  readonly #feeds = new Map<string, Feed>()
  readonly #notifications: Notifications
  readonly #wheel: Wheel
  readonly #turns = new Turns(readsAtOnce)
  readonly #hearers = new Map<string, Set<Stream>>()
  #clock: NodeJS.Timeout | null = null
  #streamCount = 0
  #isStopped = false

  constructor(database: Database, url: string, log: Logger) {
    this.#database = database
    this.#log = log
    this.#wheel = new Wheel(log)
    this.#notifications = new Notifications(database, url, log, {
      onNews: (workspaceId, sequence) => this.#feeds.get(workspaceId)?.poke(sequence),
      onSignal: (payload) => this.#signal(payload),
    })
    database.onCommitted((events) => this.#hear(events))
  }

  /** How many streams are open here. */
  get streamCount(): number {
    return this.#streamCount
  }

  start(): void {
    this.#clock = setInterval(() => this.#tick(), 1000)
    this.#notifications.start()
  }

  /** Ends every stream, and asks the readers to come back one after the other. */
  async stop(): Promise<void> {
    this.#isStopped = true
    if (this.#clock) clearInterval(this.#clock)
    const spread = Math.min(mostRetryMs, this.#wheel.size * retryMsPerStream)
    for (const stream of this.#wheel.all()) stream.end(leastRetryMs + Math.round(Math.random() * spread))
    for (const feed of this.#feeds.values()) feed.end()
    await this.#notifications.stop()
  }

  /** Whether everything after the cursor is at hand: then nobody need ask the database about it. */
  hasAfter(workspaceId: string, cursor: number): boolean {
    return this.#feeds.get(workspaceId)?.hasAfter(cursor) ?? false
  }

  /** Writes everything after the cursor to the outlet, then everything that comes. */
  open(
    { workspaceId, after, interest = null }: Where,
    outlet: Outlet,
    { memberId, pass, hearsSignals = false, onEnd }: Who,
  ): { stream: Stream; resume: () => void } {
    const feed = this.#feedOf(workspaceId)
    const stream = new Stream({
      outlet,
      cursor: after,
      interest,
      memberId,
      pass,
      onDrop: (reader) => this.#noteDrop(workspaceId, reader, outlet.waitingBytes),
      onEnd: () => {
        feed.remove(stream)
        this.#hearers.get(workspaceId)?.delete(stream)
        this.#release(stream)
        onEnd()
      },
    })
    this.#hold(stream)
    if (hearsSignals) this.#hearersOf(workspaceId).add(stream)
    if (this.#isStopped) stream.end(leastRetryMs)
    else feed.add(stream)
    return { stream, resume: () => feed.resume(stream) }
  }

  /** The same for a reader within the process, until `signal` aborts or it is too slow. */
  async *subscribe({ workspaceId, after, interest = null }: Where, signal: AbortSignal): AsyncGenerator<Batch> {
    if (signal.aborted || this.#isStopped) return
    const feed = this.#feedOf(workspaceId)
    const subscription = new Subscription(after, interest, {
      onRoom: (reader) => feed.resume(reader),
      onDrop: (reader) => this.#noteDrop(workspaceId, reader, 0),
    })
    const end = () => subscription.end()
    signal.addEventListener('abort', end, { once: true })
    this.#wheel.add(subscription)
    feed.add(subscription)
    try {
      yield* subscription.read()
    } finally {
      signal.removeEventListener('abort', end)
      this.#wheel.remove(subscription)
      feed.remove(subscription)
    }
  }

  /** Has something open beat with all the others, though it is fed from elsewhere. Answers with what ends that. */
  keepAlive(stream: OpenStream): () => void {
    this.#hold(stream)
    return () => this.#release(stream)
  }

  #hold(stream: OpenStream): void {
    this.#wheel.add(stream)
    this.#streamCount += 1
  }

  #release(stream: OpenStream): void {
    if (this.#wheel.remove(stream)) this.#streamCount -= 1
  }

  #feedOf(workspaceId: string): Feed {
    let feed = this.#feeds.get(workspaceId)
    if (!feed) {
      feed = new Feed(this.#database, workspaceId, this.#log, (read) => this.#turns.take(read))
      this.#feeds.set(workspaceId, feed)
    }
    return feed
  }

  #hearersOf(workspaceId: string): Set<Stream> {
    const hearers = this.#hearers.get(workspaceId) ?? new Set()
    this.#hearers.set(workspaceId, hearers)
    return hearers
  }

  #signal(payload: string): void {
    const { workspaceId, signal } = readSignal(payload)
    const frame = signalFrame(signal)
    for (const stream of this.#hearers.get(workspaceId) ?? []) stream.signal(frame)
  }

  #hear(events: readonly AppendedEvent[]): void {
    for (const [workspaceId, own] of Map.groupBy(events, (event) => event.workspaceId)) {
      this.#feeds.get(workspaceId)?.hear(own)
      this.#notifications.send(workspaceId, own.at(-1)!.sequence)
    }
  }

  #tick(): void {
    this.#wheel.turn()
    for (const [workspaceId, feed] of this.#feeds) {
      feed.tidy()
      if (feed.isIdle) this.#feeds.delete(workspaceId)
      if (this.#hearers.get(workspaceId)?.size === 0) this.#hearers.delete(workspaceId)
    }
    void this.#look()
  }

  // Notifications may be lost with their connection.
  async #look(): Promise<void> {
    if (this.#feeds.size === 0) return
    try {
      const cursors = await readCursors(this.#database.db, [...this.#feeds.keys()])
      for (const [workspaceId, cursor] of cursors) this.#feeds.get(workspaceId)?.poke(cursor)
    } catch (error) {
      this.#log.debug({ err: error }, 'cannot look at the logs; trying again in a second')
    }
  }

  #noteDrop(workspaceId: string, { memberId, cursor }: Reader, waitingBytes: number): void {
    const behind = (this.#feeds.get(workspaceId)?.position ?? cursor) - cursor
    this.#log.warn(
      { workspaceId, memberId, cursor, behind, waitingBytes },
      'a reader is too slow and was let go; it resumes by its cursor',
    )
  }
}
