import type { Seat, Seated } from './seat.ts'
import type { Shortlist } from './shortlist.ts'
import { comparePlaces } from './strategies/ranking.ts'

const chunkSize = 64

/**
 * Places in their order, in chunks short enough that putting one in or taking one out moves few: the first are read
 * without being taken out, and a place is found by halving, first over the chunks and then within one.
 */
export class SortedPlaces {
  readonly #chunks: Seated[][] = []

  /** `sorted` in the order of `comparePlaces`. */
  constructor(sorted: readonly Seated[]) {
    for (let start = 0; start < sorted.length; start += chunkSize) {
      this.#chunks.push(sorted.slice(start, start + chunkSize))
    }
  }

  /**
   * Fills the shortlist with up to `count` that are not passed over, best first. A place that is no more what `current`
   * says moves to where it belongs, or out where that is `null`. It can only have fallen back, so it is enough to look as
   * far as what is asked for.
   */
  best(
    shortlist: Shortlist,
    count: number,
    current: (place: Seated) => Seated | null,
    passedOver: ReadonlySet<Seat>,
  ): void {
    let chunk = 0
    let index = 0

    shortlist.clear()
    while (shortlist.length < count) {
      const places = this.#chunks[chunk]
      if (places === undefined) break
      if (index >= places.length) {
        // Counted on rather than begun anew: a chunk that was split under us goes on in the next.
        index -= places.length
        chunk += 1
        continue
      }

      const place = places[index]!
      const now = current(place)
      if (now === place) {
        if (passedOver.size === 0 || !passedOver.has(place.seat)) shortlist.add(place)
        index += 1
      } else {
        this.#removeAt(chunk, index)
        if (now !== null) this.#insert(now)
      }
    }
  }

  #removeAt(chunk: number, index: number): void {
    const places = this.#chunks[chunk]!

    if (index === 0) places.shift()
    else places.splice(index, 1)
    if (places.length === 0) this.#chunks.splice(chunk, 1)
  }

  #insert(place: Seated): void {
    const chunks = this.#chunks
    const last = chunks.length - 1

    if (last < 0) {
      chunks.push([place])
      return
    }
    // Whoever has just had their turn nearly always goes behind everybody.
    const isLast = comparePlaces(place, chunks[last]!.at(-1)!) >= 0
    const found = isLast ? last : firstAfter(last, (chunk) => comparePlaces(place, chunks[chunk]!.at(-1)!) < 0)
    const places = chunks[found]!
    const index = isLast ? places.length : firstAfter(places.length, (at) => comparePlaces(place, places[at]!) < 0)

    if (index === places.length) places.push(place)
    else places.splice(index, 0, place)
    if (places.length >= 2 * chunkSize) chunks.splice(found + 1, 0, places.splice(chunkSize))
  }
}

/** The lowest of `0..end` from which on `isAfter` holds; `end` when it holds nowhere before. */
function firstAfter(end: number, isAfter: (index: number) => boolean): number {
  let low = 0
  let high = end

  while (low < high) {
    const middle = (low + high) >>> 1
    if (isAfter(middle)) high = middle
    else low = middle + 1
  }
  return low
}
