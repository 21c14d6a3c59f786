/**
 * Word between processes by LISTEN/NOTIFY: that a log went on, `<workspace>:<sequence>`, which is only a hint of where to
 * look, and costs a second when it is lost; and signals, which are lost with it.
 */
import pg from 'pg'
import type { Logger } from 'pino'
import type { Database } from '../db/database.ts'
import { signalChannel } from './signal.ts'

const channel = 'fairlead_event'

type Hearers = Readonly<{
  onNews(workspaceId: string, sequence: number | undefined): void
  onSignal(payload: string): void
}>

export class Notifications {
  readonly #database: Database
  readonly #url: string
  readonly #log: Logger
  readonly #hearers: Hearers
  readonly #toSend = new Map<string, number>()
  #listener: pg.Client | null = null
  #isStopped = false
  #isSending = false

  constructor(database: Database, url: string, log: Logger, hearers: Hearers) {
    this.#database = database
    this.#url = url
    this.#log = log
    this.#hearers = hearers
  }

  start(): void {
    void this.#listen()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#listener?.end().catch(() => undefined)
  }

  /** Tells the other processes, soon. */
  send(workspaceId: string, sequence: number): void {
    this.#toSend.set(workspaceId, Math.max(sequence, this.#toSend.get(workspaceId) ?? 0))
    if (!this.#isSending && !this.#isStopped) void this.#sendAll()
  }

  // After the commit and for many commits at once: NOTIFY inside a transaction makes all commits queue for one lock.
  async #sendAll(): Promise<void> {
    this.#isSending = true
    try {
      while (this.#toSend.size > 0) {
        const payloads = [...this.#toSend].map(([workspaceId, sequence]) => `${workspaceId}:${sequence}`)
        this.#toSend.clear()
        await this.#database.pool.query('SELECT pg_notify($1, news) FROM unnest($2::text[]) AS news', [
          channel,
          payloads,
        ])
      }
    } catch (error) {
      this.#log.debug({ err: error }, 'notification failed; the other processes will look by themselves')
    } finally {
      this.#isSending = false
    }
  }

  async #listen(): Promise<void> {
    while (!this.#isStopped) {
      const client = new pg.Client({ connectionString: this.#url, application_name: 'fairlead-live', keepAlive: true })
      const ended = new Promise<void>((resolve) => {
        client.on('error', () => resolve())
        client.on('end', () => resolve())
      })
      client.on('notification', (heard) => {
        if (heard.channel === signalChannel) this.#hearers.onSignal(heard.payload ?? '')
        else this.#hear(heard.payload ?? '')
      })
      try {
        await client.connect()
        await client.query(`LISTEN ${channel}; LISTEN ${signalChannel}`)
        this.#listener = client
        if (!this.#isStopped) await ended
      } catch (error) {
        this.#log.debug({ err: error }, 'cannot listen for notifications')
      }
      await client.end().catch(() => undefined)
      if (!this.#isStopped) await new Promise((resolve) => setTimeout(resolve, 1000).unref())
    }
  }

  // A process of the version before says only which workspace.
  #hear(payload: string): void {
    const [workspaceId = '', sequence] = payload.split(':')
    this.#hearers.onNews(workspaceId, sequence === undefined ? undefined : Number(sequence))
  }
}
