/**
 * The server's clock. That of a phone may be minutes wrong, and countdowns that run by it lie. Every answer says when it
 * was made, to the second; of several the one that was quickest on its way says it best.
 */
const dateStepMs = 1000
/** Below this nobody sees a difference, and an answer's date says no more. */
const leastOffsetMs = 1500

export class ServerClock {
  #offsetMs = 0
  #uncertaintyMs = Number.POSITIVE_INFINITY

  /** `date`: of an answer's header, to a request between the two moments of our own clock. */
  learn(date: string | null, sentAt: number, receivedAt: number): void {
    const told = date === null ? Number.NaN : Date.parse(date)
    const uncertaintyMs = (receivedAt - sentAt) / 2 + dateStepMs / 2
    if (Number.isNaN(told) || uncertaintyMs < 0) return
    const offsetMs = told + dateStepMs / 2 - (sentAt + receivedAt) / 2
    // A clock that was set since shows in every answer.
    const isOutdated = Math.abs(offsetMs - this.#offsetMs) > uncertaintyMs + this.#uncertaintyMs
    if (uncertaintyMs > this.#uncertaintyMs && !isOutdated) return
    this.#uncertaintyMs = uncertaintyMs
    this.#offsetMs = offsetMs
  }

  now(ownNow: number): number {
    return Math.abs(this.#offsetMs) < leastOffsetMs ? ownNow : ownNow + this.#offsetMs
  }
}

export const serverClock = new ServerClock()

export function serverNow(): number {
  return serverClock.now(Date.now())
}
