/**
 * Who is connected to this process. Each open stream renews its member's lease; when the last one goes, the lease runs
 * out a minute later, so that a reload, a second tab or another process does not make anybody go offline.
 */

import type { Logger } from 'pino'
import { now as readClock } from '../db/clock.ts'
import type { Database } from '../db/database.ts'
import { expireLeases, noteActivity, renewLeases } from './presence.ts'

const renewMs = 15_000
/** Streams that open and end within this are renewed together: after a break everybody comes back at once. */
const gatherMs = 20
const expireMs = 5_000
const activityStepMs = 10_000

type Holder = Readonly<{ workspaceId: string; memberId: string }>

export class Connections {
  readonly #database: Database
  readonly #log: Logger
  readonly #streams = new Map<string, { holder: Holder; count: number }>()
  readonly #active = new Map<string, number>()
  readonly #toRenew = new Map<string, Holder>()
  #gathering: NodeJS.Timeout | null = null
  #renewing: NodeJS.Timeout | null = null
  #expiring: NodeJS.Timeout | null = null

  constructor(database: Database, log: Logger) {
    this.#database = database
    this.#log = log
  }

  start(): void {
    this.#renewing = setInterval(() => this.#renew([...this.#streams.values()].map(({ holder }) => holder)), renewMs)
    this.#expiring = setInterval(() => {
      expireLeases(this.#database).catch((error: unknown) => this.#log.debug({ err: error }, 'cannot expire leases'))
    }, expireMs)
  }

  stop(): void {
    if (this.#renewing) clearInterval(this.#renewing)
    if (this.#expiring) clearInterval(this.#expiring)
    this.#renewGathered()
  }

  /** Counts an open stream. Answers with what ends it. */
  hold({ workspaceId, memberId }: Holder): () => void {
    const key = `${workspaceId}:${memberId}`
    const entry = this.#streams.get(key) ?? { holder: { workspaceId, memberId }, count: 0 }
    entry.count += 1
    this.#streams.set(key, entry)
    this.#renewSoon(key, entry.holder)

    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      entry.count -= 1
      if (entry.count === 0) this.#streams.delete(key)
      // The minute of grace counts from the end of the last stream.
      this.#renewSoon(key, entry.holder)
    }
  }

  /** Says that a member did something, unless that was said just before. */
  async noteActivity({ workspaceId, memberId }: Holder): Promise<void> {
    const key = `${workspaceId}:${memberId}`
    const now = readClock()
    if (now - (this.#active.get(key) ?? 0) < activityStepMs) return
    // Old entries say nothing any more.
    if (this.#active.size > 10_000) this.#active.clear()
    this.#active.set(key, now)
    await noteActivity(this.#database, [{ workspaceId, memberId }])
  }

  #renewSoon(key: string, holder: Holder): void {
    this.#toRenew.set(key, holder)
    this.#gathering ??= setTimeout(() => this.#renewGathered(), gatherMs)
  }

  #renewGathered(): void {
    if (this.#gathering) clearTimeout(this.#gathering)
    this.#gathering = null
    this.#renew([...this.#toRenew.values()])
    this.#toRenew.clear()
  }

  #renew(holders: readonly Holder[]): void {
    if (holders.length === 0) return
    renewLeases(this.#database, holders).catch((error: unknown) =>
      this.#log.debug({ err: error }, 'cannot renew leases'),
    )
  }
}
