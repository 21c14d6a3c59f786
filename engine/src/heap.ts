/** A binary heap: the item that compares lowest comes out first. */
export class Heap<Item> {
  readonly #compare: (a: Item, b: Item) => number
  readonly #items: Item[]

  constructor(items: readonly Item[], compare: (a: Item, b: Item) => number) {
    this.#compare = compare
    this.#items = items.toSorted(compare) // sorted is one way of being a heap
  }

  push(item: Item): void {
    const items = this.#items
    let index = items.length

    while (index > 0) {
      const parent = (index - 1) >> 1
      if (this.#compare(items[parent]!, item) <= 0) break
      items[index] = items[parent]!
      index = parent
    }
    items[index] = item
  }

  pop(): Item | undefined {
    const [first] = this.#items
    const last = this.#items.pop()

    if (last !== undefined && this.#items.length > 0) this.#sink(last)
    return first
  }

  /** Puts the item in the place of the first, then lets it down to where it belongs. */
  #sink(item: Item): void {
    const items = this.#items
    let index = 0

    for (;;) {
      const child = this.#lowerChild(index)
      if (child >= items.length || this.#compare(item, items[child]!) <= 0) break
      items[index] = items[child]!
      index = child
    }
    items[index] = item
  }

  #lowerChild(index: number): number {
    const left = 2 * index + 1
    const right = left + 1

    return right < this.#items.length && this.#compare(this.#items[right]!, this.#items[left]!) < 0 ? right : left
  }
}
