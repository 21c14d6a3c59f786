/** So many at a time of one workspace: the rest of those who work are there for the others. */
export class FairShare {
  readonly #most: number
  readonly #running = new Map<string, number>()

  constructor(most: number) {
    this.#most = most
  }

  /** Those that have their share; null: nobody. */
  full(): string[] | null {
    const full = [...this.#running].filter(([, count]) => count >= this.#most).map(([of]) => of)
    return full.length === 0 ? null : full
  }

  /** Does the work, or says at once that it is too much. */
  async within<T>(of: string, work: () => Promise<T>, tooMuch: () => Promise<T>): Promise<T> {
    const before = this.#running.get(of) ?? 0
    if (before >= this.#most) return tooMuch()
    this.#running.set(of, before + 1)
    try {
      return await work()
    } finally {
      const after = (this.#running.get(of) ?? 1) - 1
      if (after === 0) this.#running.delete(of)
      else this.#running.set(of, after)
    }
  }
}
