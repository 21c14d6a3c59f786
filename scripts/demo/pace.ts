import { setTimeout as sleep } from 'node:timers/promises'

/** How fast people are, and until when they go on. */
export class Pace {
  readonly signal: AbortSignal
  readonly #speed: number

  constructor(speed: number, signal: AbortSignal) {
    this.#speed = speed
    this.signal = signal
  }

  /** @throws when the demo stops meanwhile. */
  async wait(seconds: number): Promise<void> {
    await sleep(this.toMs(seconds), undefined, { signal: this.signal })
  }

  toMs(seconds: number): number {
    return (seconds * 1000) / this.#speed
  }
}

/** Does the work until it ends or the demo stops, which is no failure. */
export async function untilStopped({ signal }: Pace, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
