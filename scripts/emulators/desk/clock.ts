/** The provider's clock: ours, moved ahead at will so that windows close and addresses expire. */
export class Clock {
  #offsetMs: number

  constructor(offsetMs: number) {
    this.#offsetMs = offsetMs
  }

  now(): number {
    return Date.now() + this.#offsetMs
  }

  /** Seconds as text, as webhooks have them. */
  timestamp(): string {
    return String(Math.floor(this.now() / 1000))
  }

  advance(ms: number): void {
    this.#offsetMs += ms
  }
}
