import { setTimeout as delay } from 'node:timers/promises'
import { Random } from '../../demo/random.ts'

export type Attempt = Readonly<{ status: number | null; detail: string }>

/** A message of a customer's: its id, and what the product answered at the first attempt, or null when it did not. */
export type Sent = Readonly<{ id: string; status: number | null }>

export type Delivery = {
  readonly url: string
  /** The bytes of the last attempt. */
  body: string
  readonly attempts: Attempt[]
  state: 'pending' | 'delivered' | 'gave_up'
}

export type WebhookOptions = Readonly<{
  /** The headers that prove where a body comes from; asked anew at every attempt, for some say when it was made. */
  sign(body: string, url: string): Readonly<Record<string, string>>
  /** The body, from 1 for the first attempt; JSON unless said otherwise. */
  write?(payload: unknown, attempt: number): string
  /** Of the body; `application/json` unless said otherwise. */
  type?: string
  /** What counts as taken; any 2xx unless said otherwise. */
  isTaken?(status: number): boolean
  timeoutMs: number
  /** When what was not taken is tried again; empty: never. */
  redeliverAfterMs: readonly number[]
  /** What goes by the same lane waits until what went before it was taken, or given up; null, or no such: it waits for nothing. */
  laneOf?(payload: unknown): string | null
}>

/** Shares of the webhooks, from 0 to 1, that come twice, or later than what was posted after them. */
export type WebhookMix = Readonly<{ seed: number; duplicates?: number; reordered?: number }>

const LATEST_MS = 300

/**
 * Posts to the product as a provider does: signed, anything not taken in time is a failure, and a failure brings the same
 * again, later and later. Providers keep on for hours or days; this one for a few attempts.
 */
export class Webhooks {
  readonly #options: WebhookOptions
  readonly #deliveries: { delivery: Delivery; payload: unknown }[] = []
  readonly #underWay = new Set<Promise<unknown>>()
  readonly #stopped = new AbortController()
  readonly #lanes = new Map<string, Promise<void>>()
  #mix: { shares: WebhookMix; random: Random } | null = null

  constructor(options: WebhookOptions) {
    this.#options = options
  }

  /** From now on; null: no longer. */
  mix(shares: WebhookMix | null): void {
    this.#mix = shares && { shares, random: new Random(shares.seed) }
  }

  /**
   * Resolves after the first attempt; those that follow a failure go on behind. What is held back, so that others
   * overtake it, resolves at once and has no status yet.
   */
  async deliver(url: string, payload: unknown): Promise<Attempt> {
    const delivery: Delivery = { url, body: '', attempts: [], state: 'pending' }
    this.#deliveries.push({ delivery, payload })

    const { duplicates = 0, reordered = 0 } = this.#mix?.shares ?? {}
    const isTwice = this.#mix?.random.isLikely(duplicates) ?? false
    if (this.#mix?.random.isLikely(reordered)) {
      const ms = this.#mix.random.between(0, LATEST_MS)
      void this.follow(this.pause(ms).then((goesOn) => (goesOn ? this.#begin(delivery, payload, isTwice) : null)))
      return { status: null, detail: 'held back' }
    }
    return this.follow(this.#begin(delivery, payload, isTwice))
  }

  /** Posts the last body again, as often at once as wished. */
  async redeliverLast(times: number): Promise<readonly Attempt[]> {
    const last = this.#deliveries.at(-1)
    if (last === undefined) throw new Error('Nothing was delivered yet.')
    return this.follow(Promise.all(Array.from({ length: times }, () => this.#attempt(last.delivery, last.payload))))
  }

  deliveries(): readonly Delivery[] {
    return structuredClone(this.#deliveries.map(({ delivery }) => delivery))
  }

  /** Counts something as under way until it ends. */
  async follow<T>(work: Promise<T>): Promise<T> {
    this.#underWay.add(work)
    try {
      return await work
    } finally {
      this.#underWay.delete(work)
    }
  }

  /** Resolves when nothing is under way any more: no attempt, no status still to come. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled([...this.#underWay])
  }

  /** Waits, unless everything is stopped meanwhile. */
  async pause(ms: number): Promise<boolean> {
    try {
      await delay(ms, undefined, { signal: this.#stopped.signal })
      return true
    } catch {
      return false
    }
  }

  async stop(): Promise<void> {
    this.#stopped.abort()
    await this.settled()
  }

  async #begin(delivery: Delivery, payload: unknown, isTwice: boolean): Promise<Attempt> {
    const leave = await this.#enter(this.#options.laneOf?.(payload) ?? null)
    const first = this.#attempt(delivery, payload)
    if (isTwice) void this.follow(this.#attempt(delivery, payload))
    const attempt = await first
    if (this.#isTaken(attempt)) leave()
    else void this.follow(this.#insist(delivery, payload).finally(leave))
    return attempt
  }

  async #enter(lane: string | null): Promise<() => void> {
    if (lane === null) return () => {}
    const before = this.#lanes.get(lane)
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#lanes.set(lane, promise)
    await before
    return resolve
  }

  async #insist(delivery: Delivery, payload: unknown): Promise<void> {
    for (const ms of this.#options.redeliverAfterMs) {
      if (!(await this.pause(ms))) return
      if (this.#isTaken(await this.#attempt(delivery, payload))) return
    }
    delivery.state = 'gave_up'
  }

  async #attempt(delivery: Delivery, payload: unknown): Promise<Attempt> {
    const { write = (value) => JSON.stringify(value) } = this.#options
    delivery.body = write(payload, delivery.attempts.length + 1)
    const attempt = await this.#post(delivery.url, delivery.body)
    delivery.attempts.push(attempt)
    if (this.#isTaken(attempt)) delivery.state = 'delivered'
    return attempt
  }

  #isTaken({ status }: Attempt): boolean {
    const { isTaken = (answered) => answered >= 200 && answered < 300 } = this.#options
    return status !== null && isTaken(status)
  }

  async #post(url: string, body: string): Promise<Attempt> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        signal: AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(this.#options.timeoutMs)]),
        headers: { 'content-type': this.#options.type ?? 'application/json', ...this.#options.sign(body, url) },
        body,
      })
      return { status: response.status, detail: (await response.text()).slice(0, 500) }
    } catch (error) {
      return { status: null, detail: error instanceof Error ? error.message : String(error) }
    }
  }
}
