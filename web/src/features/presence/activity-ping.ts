/** When the server is told that a person is at work: at once, then at most every so often while they go on. */
export class ActivityPing {
  readonly #leastGapMs: number
  #lastAt = Number.NEGATIVE_INFINITY

  constructor(leastGapMs: number) {
    this.#leastGapMs = leastGapMs
  }

  /** Whether what the person does now is worth telling. */
  isDue(now: number): boolean {
    if (now - this.#lastAt < this.#leastGapMs) return false
    this.#lastAt = now
    return true
  }

  /** It was not heard: the next sign of life is told again. */
  retract(): void {
    this.#lastAt = Number.NEGATIVE_INFINITY
  }
}
