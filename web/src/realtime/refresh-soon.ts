import { hashKey, type QueryClient, type QueryKey } from '@tanstack/react-query'

const spreadMs = 300
const leastGapMs = 2000

/**
 * Fetches anew what events made stale: soon, though not in the same instant in every browser of the company, and not
 * again for each event of a burst.
 */
export class RefreshSoon {
  readonly #queryClient: QueryClient
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>()
  readonly #lastAt = new Map<string, number>()

  constructor(queryClient: QueryClient) {
    this.#queryClient = queryClient
  }

  refresh(queryKey: QueryKey): void {
    const hash = hashKey(queryKey)
    if (this.#timers.has(hash)) return

    const gap = (this.#lastAt.get(hash) ?? 0) + leastGapMs - Date.now()
    const delay = Math.max(gap, 0) + Math.random() * spreadMs
    this.#timers.set(
      hash,
      setTimeout(() => {
        this.#timers.delete(hash)
        this.#lastAt.set(hash, Date.now())
        this.#refresh(queryKey)
      }, delay),
    )
  }

  // A fetch that is under way may have been answered before the event. Where there is something to show meanwhile it is
  // begun again; where there is nothing yet, or nobody looks, it is left to end, and what it brings is stale.
  #refresh(queryKey: QueryKey): void {
    const left = this.#queryClient.getQueryCache().findAll({
      queryKey,
      fetchStatus: 'fetching',
      predicate: (query) => !query.isActive() || query.state.data === undefined,
    })
    void this.#queryClient.invalidateQueries({ queryKey })
    for (const query of left) {
      query.promise?.then(
        () => this.#queryClient.invalidateQueries({ queryKey: query.queryKey, exact: true }),
        () => undefined,
      )
    }
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }
}
