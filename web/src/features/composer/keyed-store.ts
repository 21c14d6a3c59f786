/** Values by key that components follow one by one; what nobody has set is the default. */
export class KeyedStore<T> {
  readonly #default: (key: string) => T
  readonly #values = new Map<string, T>()
  readonly #watchers = new Map<string, Set<() => void>>()

  constructor(defaultOf: (key: string) => T) {
    this.#default = defaultOf
  }

  get(key: string): T {
    const value = this.#values.get(key)
    if (value !== undefined) return value
    const initial = this.#default(key)
    this.#values.set(key, initial)
    return initial
  }

  /** Of all keys that somebody asked for or set. */
  values(): T[] {
    return [...this.#values.values()]
  }

  change(key: string, update: (before: T) => T): void {
    this.#values.set(key, update(this.get(key)))
    for (const onChange of this.#watchers.get(key) ?? []) onChange()
  }

  watch(key: string, onChange: () => void): () => void {
    const watchers = this.#watchers.get(key) ?? new Set()
    this.#watchers.set(key, watchers.add(onChange))
    return () => watchers.delete(onChange)
  }
}
