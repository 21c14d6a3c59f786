import { Random } from '../../demo/random.ts'

/**
 * What goes wrong with the product's next call. Several can be combined: a delay with an error, a drop with an early
 * notice. `Own`: what only this provider knows, such as the shape of its errors.
 */
export type Fault<Operation extends string = string, Own extends object = object> = Own &
  Readonly<{
    /** Which call; the next message sent unless said otherwise. */
    on?: Operation | 'any'
    /** How many calls; one unless said otherwise. */
    times?: number
    /** Answers with this status, and an error to match; nothing is done. */
    status?: number
    retryAfterSeconds?: number
    /** Does what was asked, and answers late. */
    delayMs?: number
    /** Cuts the connection before anything is done. */
    dropBeforeApply?: boolean
    /** Does what was asked, and cuts the connection instead of answering. */
    dropAfterApply?: boolean
    /** A gateway's page instead of an answer; nothing is done, unless `applies`. */
    html502?: boolean
    applies?: boolean
    /** Does what was asked, and answers half of it. */
    truncated?: boolean
    /** Posts what follows from the call, such as the statuses of a message, before answering. */
    statusBeforeResponse?: boolean
    /** Sends a download elsewhere. */
    redirectTo?: string
    /** Lets a download never end, without saying how long it is. */
    endless?: boolean
  }>

/** Shares of the calls that go wrong, from 0 to 1, chosen by the seed; of sending alone unless said otherwise. */
export type FaultMix = Readonly<{
  seed: number
  /** 500, and nothing is done. */
  errors?: number
  /** 429, and nothing is done. */
  rateLimits?: number
  retryAfterSeconds?: number
  /** Done, and no answer comes. */
  lostAnswers?: number
  on?: readonly string[]
}>

export class Faults<Operation extends string = string, Own extends object = object> {
  readonly #usual: Operation
  #waiting: { fault: Fault<Operation, Own>; left: number }[] = []
  #mix: { shares: FaultMix; random: Random } | null = null

  /** `usual`: the call that a fault is about unless it says which. */
  constructor(usual: Operation) {
    this.#usual = usual
  }

  next(fault: Fault<Operation, Own>): void {
    this.#waiting.push({ fault, left: fault.times ?? 1 })
  }

  /** From now on, beside those that wait; null: no longer. */
  mix(shares: FaultMix | null): void {
    this.#mix = shares && { shares, random: new Random(shares.seed) }
  }

  clear(): void {
    this.#waiting = []
    this.#mix = null
  }

  take(operation: Operation): Partial<Fault<Operation, Own>> {
    const waiting = this.#waiting.find(({ fault: { on = this.#usual } }) => on === 'any' || on === operation)
    if (waiting === undefined) return this.#chance(operation)

    waiting.left -= 1
    if (waiting.left <= 0) this.#waiting = this.#waiting.filter((other) => other !== waiting)
    return waiting.fault
  }

  #chance(operation: Operation): Partial<Fault<Operation, Own>> {
    if (this.#mix === null) return {}
    const { shares, random } = this.#mix
    if (!(shares.on ?? [this.#usual]).includes(operation)) return {}

    const { errors = 0, rateLimits = 0, lostAnswers = 0, retryAfterSeconds } = shares
    const at = random.between(0, 1)
    const fault: Fault =
      at < errors
        ? { status: 500 }
        : at < errors + rateLimits
          ? { status: 429, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) }
          : at < errors + rateLimits + lostAnswers
            ? { dropAfterApply: true }
            : {}
    const chosen: Partial<Fault<Operation, Own>> = {}
    return Object.assign(chosen, fault)
  }
}
