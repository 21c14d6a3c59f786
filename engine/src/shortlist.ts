import type { Standing } from './decision.ts'
import { type Seated, standingOf } from './seat.ts'

/** The best of those who can take a conversation. Filled anew for each, because most of a decision's cost is garbage. */
export class Shortlist {
  readonly #places: Seated[] = []
  readonly #standings: Standing[] = []
  #length = 0

  get length(): number {
    return this.#length
  }

  at(index: number): Seated | undefined {
    return index < this.#length ? this.#places[index] : undefined
  }

  clear(): void {
    this.#length = 0
  }

  add(place: Seated): void {
    this.#places[this.#length] = place
    this.#standings[this.#length] = standingOf(place)
    this.#length += 1
  }

  standings(start: number, end: number): readonly Standing[] {
    return this.#standings.slice(start, Math.min(end, this.#length))
  }
}
