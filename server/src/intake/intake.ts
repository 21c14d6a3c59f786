/**
 * Where webhooks are stored, many in one transaction.
 *
 * There is no timer: a webhook that comes when nothing is under way is stored at once, and what comes while a commit is
 * under way goes into the next one together. So an idle server answers without delay, and a busy one has few commits,
 * few round trips and large statements. One transaction at a time: several beside each other wait for the same rows,
 * and were measured to be slower.
 *
 * Memory is bounded. A webhook is admitted before its body is read; when too many wait, or too much, or too many of one
 * channel, the provider is told to come again (503), which all of them do.
 */
import type { Logger } from 'pino'
import { type Delivery, receive } from '../conversations/receive.ts'
import type { Database } from '../db/database.ts'
import { isOfContent } from '../db/is-of-content.ts'
import { AppError } from '../errors.ts'
import { cameIn } from '../metrics/notices.ts'
import { traced } from '../tracing/trace.ts'
import { FairQueue } from './fair-queue.ts'

export type Batch = Readonly<{ webhooks: number; messages: number; ms: number }>

export type Bounds = Readonly<{
  /** Webhooks that may wait at a time, with their bytes; of one channel, half of each. */
  webhooks: number
  bytes: number
  /** How much goes into one transaction: events, such as messages and receipts. */
  batch: number
}>

const usual: Bounds = { webhooks: 4096, bytes: 64 * 1024 * 1024, batch: 300 }
const retryAfterSeconds = 2

type Waiting = Delivery & Readonly<{ settle: (isRefused: boolean) => void; fail: (error: unknown) => void }>
type Held = { webhooks: number; bytes: number }

export class Intake {
  readonly #database: Database
  readonly #log: Logger
  readonly #bounds: Bounds
  readonly #queue = new FairQueue<Waiting>()
  readonly #all: Held = { webhooks: 0, bytes: 0 }
  readonly #byChannel = new Map<string, Held>()
  readonly #listeners = new Set<(batch: Batch) => void>()
  #running: Promise<void> | null = null

  constructor(database: Database, log: Logger, bounds: Partial<Bounds> = {}) {
    this.#database = database
    this.#log = log
    this.#bounds = { ...usual, ...bounds }
  }

  onBatch(listener: (batch: Batch) => void): void {
    this.#listeners.add(listener)
  }

  /**
   * Lets a webhook of so many bytes in. Answers with what lets it go.
   *
   * @throws {AppError} `unavailable` with Retry-After, when too much waits.
   */
  admit(channelId: string, bytes: number): () => void {
    const own = this.#byChannel.get(channelId) ?? { webhooks: 0, bytes: 0 }
    const isFull = (held: Held, share: number) =>
      held.webhooks + 1 > this.#bounds.webhooks * share || held.bytes + bytes > this.#bounds.bytes * share
    if (isFull(this.#all, 1) || isFull(own, 0.5)) {
      throw new AppError('unavailable', { detail: 'Too much comes in at once. Come again soon.', retryAfterSeconds })
    }
    this.#byChannel.set(channelId, own)
    for (const held of [this.#all, own]) {
      held.webhooks += 1
      held.bytes += bytes
    }
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      for (const held of [this.#all, own]) {
        held.webhooks -= 1
        held.bytes -= bytes
      }
      if (own.webhooks === 0) this.#byChannel.delete(channelId)
    }
  }

  /** Resolves when everything is durable, with what was refused since its channel is another one by now. */
  async take(deliveries: readonly Delivery[]): Promise<Delivery[]> {
    const refused: Delivery[] = []
    await Promise.all(
      deliveries.map(async (delivery) => {
        if (await this.#wait(delivery)) refused.push(delivery)
      }),
    )
    return refused
  }

  /** Resolves when nothing waits. */
  async settled(): Promise<void> {
    while (this.#running) await this.#running
  }

  #wait(delivery: Delivery): Promise<boolean> {
    return new Promise<boolean>((settle, fail) => {
      this.#queue.add({ ...delivery, settle, fail })
      this.#running ??= this.#run().finally(() => {
        this.#running = null
      })
    })
  }

  async #run(): Promise<void> {
    // What else this turn of the loop read from its sockets goes along.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#queue.size > 0) {
      await this.#store(this.#queue.take(this.#bounds.batch, ({ events }) => Math.max(1, events.length)))
    }
  }

  async #store(batch: readonly Waiting[]): Promise<void> {
    const from = performance.now()
    try {
      const { count, refused } = await traced('intake.batch', { 'fairlead.webhooks': batch.length }, () =>
        this.#database.transact((tx) => receive(tx, batch)),
      )
      const isRefused = new Set<Delivery>(refused)
      for (const each of batch) {
        each.settle(isRefused.has(each))
        if (!isRefused.has(each)) cameIn.tell({ workspaceId: each.workspaceId, channelId: each.channelId })
      }
      const done = { webhooks: batch.length, messages: count, ms: performance.now() - from }
      for (const listener of this.#listeners) listener(done)
    } catch (error) {
      await this.#storeApart(batch, error)
    }
  }

  // One that cannot be stored takes no other along. Where the database is away, no half fares better.
  async #storeApart(batch: readonly Waiting[], error: unknown): Promise<void> {
    if (batch.length === 1 || !isOfContent(error)) {
      for (const each of batch) each.fail(error)
      return
    }
    this.#log.warn({ err: error, webhooks: batch.length }, 'webhooks could not be stored together; trying in halves')
    const middle = Math.ceil(batch.length / 2)
    await this.#store(batch.slice(0, middle))
    await this.#store(batch.slice(middle))
  }
}
