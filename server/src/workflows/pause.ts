import { setImmediate as breathe } from 'node:timers/promises'

const longMs = 50

/** A text or a pattern takes little time, a hundred steps full of them do not: others are let through in between. */
export class Pause {
  #since = performance.now()

  async whenLong(): Promise<void> {
    if (performance.now() - this.#since < longMs) return
    await breathe()
    this.#since = performance.now()
  }
}
