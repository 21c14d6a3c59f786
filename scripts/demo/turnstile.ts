import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Lets through one after another, with a gap. All simulated visitors come from one address, which the server counts
 * together with whoever tries the chat by hand; so they keep well below what it allows.
 */
export class Turnstile {
  readonly #gapMs: number
  #isFreeAt = 0

  constructor(perMinute: number) {
    this.#gapMs = 60_000 / perMinute
  }

  async pass(signal: AbortSignal): Promise<void> {
    const now = Date.now()
    const at = Math.max(now, this.#isFreeAt)
    this.#isFreeAt = at + this.#gapMs
    if (at > now) await sleep(at - now, undefined, { signal })
  }
}
