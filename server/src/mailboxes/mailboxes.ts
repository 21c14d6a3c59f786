/**
 * The mailboxes that this process reads. Every process with the role `worker` looks for those that nobody reads; each
 * has a lease on what it reads, and stops when it could not renew it.
 */
import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { Database } from '../db/database.ts'
import type { Providers } from '../providers/providers.ts'
import { leaveLeases, takeLeases } from './leases.ts'
import { MailboxReader, type Pace, usualPace } from './reader.ts'

export type Rhythm = Pace & Readonly<{ lookMs: number; leaseMs: number }>

const usual: Rhythm = { ...usualPace, lookMs: 10_000, leaseMs: 30_000 }

type Reading = Readonly<{ version: string; reader: MailboxReader }>

export class Mailboxes {
  readonly #database: Database
  readonly #providers: Providers
  readonly #log: Logger
  readonly #rhythm: Rhythm
  readonly #owner = randomUUID()
  readonly #readings = new Map<string, Reading>()
  #timer: NodeJS.Timeout | null = null
  #looking: Promise<void> = Promise.resolve()
  #heldUntil = 0

  constructor(database: Database, providers: Providers, log: Logger, rhythm: Partial<Rhythm> = {}) {
    this.#database = database
    this.#providers = providers
    this.#log = log
    this.#rhythm = { ...usual, ...rhythm }
  }

  /** How many are read here. */
  get count(): number {
    return this.#readings.size
  }

  start(): void {
    const look = () => {
      this.#looking = this.#looking.then(() => this.#look())
    }
    look()
    this.#timer = setInterval(look, this.#rhythm.lookMs)
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    await this.#looking
    await this.#stopReading([...this.#readings.keys()])
    await leaveLeases(this.#database.db, this.#owner).catch(() => undefined)
  }

  async #look(): Promise<void> {
    const from = performance.now()
    try {
      const leased = await takeLeases(this.#database.db, this.#owner, this.#rhythm.leaseMs)
      this.#heldUntil = from + this.#rhythm.leaseMs
      const versions = new Map(leased.map(({ channelId, version }) => [channelId, version]))
      // Whatever was changed about a channel, its reader begins anew with it.
      await this.#stopReading(
        [...this.#readings].flatMap(([id, { version, reader }]) =>
          versions.get(id) === version && !reader.isDone ? [] : [id],
        ),
      )
      for (const { workspaceId, channelId, version } of leased) {
        if (this.#readings.has(channelId)) continue
        const context = { database: this.#database, providers: this.#providers, log: this.#log, pace: this.#rhythm }
        this.#readings.set(channelId, { version, reader: new MailboxReader(context, { workspaceId, channelId }) })
      }
    } catch (error) {
      this.#log.debug({ err: error }, 'cannot look for mailboxes; trying again')
      if (performance.now() > this.#heldUntil) await this.#stopReading([...this.#readings.keys()])
    }
  }

  async #stopReading(ids: readonly string[]): Promise<void> {
    await Promise.all(
      ids.map(async (id) => {
        const reading = this.#readings.get(id)
        this.#readings.delete(id)
        await reading?.reader.stop()
      }),
    )
  }
}
