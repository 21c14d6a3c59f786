/** Chance that can be had again: the same seed brings the same choices. */
export class Random {
  #state: number

  constructor(seed: number) {
    // Neighbouring seeds must not begin alike, and zero would stay zero.
    this.#state = Math.imul(seed, 0x9e3779b1) ^ 0x2545f491 || 1
    for (let round = 0; round < 8; round += 1) this.#step()
  }

  /** From `low` up to, but without, `high`. */
  between(low: number, high: number): number {
    return low + (this.#step() / 2 ** 32) * (high - low)
  }

  isLikely(chance: number): boolean {
    return this.between(0, 1) < chance
  }

  pick<T>(items: readonly [T, ...T[]]): T
  pick<T>(items: readonly T[]): T | undefined
  pick<T>(items: readonly T[]): T | undefined {
    return items[Math.floor(this.between(0, items.length))]
  }

  shuffled<T>(items: readonly T[]): T[] {
    const keyed = items.map((item) => ({ item, key: this.#step() }))
    return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item)
  }

  /** A source of its own, for somebody whose choices must not depend on who chooses in between. */
  fork(): Random {
    return new Random(this.#step())
  }

  // Marsaglia's xorshift with 32 bits: enough for play, and short.
  #step(): number {
    this.#state ^= this.#state << 13
    this.#state ^= this.#state >>> 17
    this.#state ^= this.#state << 5
    return this.#state >>> 0
  }
}
