import type { Reader } from './reader.ts'

/** The readers of a workspace: those of everything, and the others by what they want to hear of. */
export class ReaderIndex {
  readonly #ofEverything = new Set<Reader>()
  readonly #ofSome = new Map<Reader, Set<string>>()
  readonly #byKey = new Map<string, Set<Reader>>()

  get size(): number {
    return this.#ofEverything.size + this.#ofSome.size
  }

  add(reader: Reader): void {
    if (reader.interest === null) {
      this.#ofEverything.add(reader)
    } else {
      this.#ofSome.set(reader, new Set())
      this.refresh(reader)
    }
  }

  remove(reader: Reader): void {
    this.#ofEverything.delete(reader)
    for (const key of this.#ofSome.get(reader) ?? []) {
      const readers = this.#byKey.get(key)
      readers?.delete(reader)
      if (readers?.size === 0) this.#byKey.delete(key)
    }
    this.#ofSome.delete(reader)
  }

  /** Takes note of keys the reader has learnt. */
  refresh(reader: Reader): void {
    const known = this.#ofSome.get(reader)
    if (!known || !reader.interest || known.size === reader.interest.keys.size) return
    for (const key of reader.interest.keys) {
      if (known.has(key)) continue
      known.add(key)
      const readers = this.#byKey.get(key)
      if (readers) readers.add(reader)
      else this.#byKey.set(key, new Set([reader]))
    }
  }

  /** Adds whom one of the keys concerns. */
  collect(keys: readonly string[], into: Set<Reader>): void {
    if (this.#byKey.size === 0) return
    for (const key of keys) for (const reader of this.#byKey.get(key) ?? []) into.add(reader)
  }

  ofSome(): Iterable<Reader> {
    return this.#ofSome.keys()
  }

  all(): Reader[] {
    return [...this.#ofEverything, ...this.#ofSome.keys()]
  }

  /** The readers of everything, and these of the others. */
  *concerned(others: Iterable<Reader>): Iterable<Reader> {
    yield* this.#ofEverything
    yield* others
  }
}
