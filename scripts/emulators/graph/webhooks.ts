import { createHmac, randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { metaJson } from './json.ts'

export type Attempt = Readonly<{ status: number | null; detail: string }>

export type Delivery = {
  readonly url: string
  /** The bytes, the same at every attempt. */
  readonly body: string
  readonly attempts: Attempt[]
  state: 'pending' | 'delivered' | 'gave_up'
}

type Options = Readonly<{ appSecret: string; timeoutMs: number; redeliverAfterMs: readonly number[] }>

/**
 * Posts to the product as the provider does: signed over the bytes, anything but 200 in time is a failure, and a failure
 * brings the same bytes again, later and later. The provider keeps on for seven days; this one for a few attempts.
 */
export class Webhooks {
  readonly #options: Options
  readonly #deliveries: Delivery[] = []
  readonly #underWay = new Set<Promise<unknown>>()
  readonly #stopped = new AbortController()

  constructor(options: Options) {
    this.#options = options
  }

  /** @throws when the product does not give the challenge back as the whole answer. */
  async shakeHands(webhookUrl: string, verifyToken: string): Promise<void> {
    const challenge = randomBytes(8).readBigUInt64BE().toString()
    const url = new URL(webhookUrl)
    url.searchParams.set('hub.mode', 'subscribe')
    url.searchParams.set('hub.challenge', challenge)
    url.searchParams.set('hub.verify_token', verifyToken)

    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(this.#options.timeoutMs) })
    const answer = await response.text()
    if (response.status !== 200 || answer !== challenge) {
      throw new Error(`The webhook did not give the challenge back: HTTP ${response.status} ${answer.slice(0, 100)}`)
    }
  }

  /** Resolves after the first attempt; those that follow a failure go on behind. */
  async deliver(url: string, payload: unknown): Promise<Attempt> {
    const delivery: Delivery = { url, body: metaJson(payload), attempts: [], state: 'pending' }
    this.#deliveries.push(delivery)

    const first = await this.follow(this.#attempt(delivery))
    if (first.status !== 200) void this.follow(this.#insist(delivery))
    return first
  }

  /** Posts the last body again, as often at once as wished. */
  async redeliverLast(times: number): Promise<readonly Attempt[]> {
    const last = this.#deliveries.at(-1)
    if (last === undefined) throw new Error('Nothing was delivered yet.')
    return this.follow(Promise.all(Array.from({ length: times }, () => this.#attempt(last))))
  }

  deliveries(): readonly Delivery[] {
    return structuredClone(this.#deliveries)
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

  async #insist(delivery: Delivery): Promise<void> {
    for (const ms of this.#options.redeliverAfterMs) {
      if (!(await this.pause(ms))) return
      if ((await this.#attempt(delivery)).status === 200) return
    }
    delivery.state = 'gave_up'
  }

  async #attempt(delivery: Delivery): Promise<Attempt> {
    const attempt = await this.#post(delivery)
    delivery.attempts.push(attempt)
    if (attempt.status === 200) delivery.state = 'delivered'
    return attempt
  }

  async #post({ url, body }: Delivery): Promise<Attempt> {
    const sign = (algorithm: string): string =>
      `${algorithm}=${createHmac(algorithm, this.#options.appSecret).update(body).digest('hex')}`
    try {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        signal: AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(this.#options.timeoutMs)]),
        headers: {
          'content-type': 'application/json',
          'user-agent': 'facebookexternalua',
          'x-hub-signature': sign('sha1'),
          'x-hub-signature-256': sign('sha256'),
        },
        body,
      })
      return { status: response.status, detail: (await response.text()).slice(0, 500) }
    } catch (error) {
      return { status: null, detail: error instanceof Error ? error.message : String(error) }
    }
  }
}
