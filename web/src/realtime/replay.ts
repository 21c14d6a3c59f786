import type { Event } from '@fairlead/sdk'
import type { QueryCacheNotifyEvent, QueryClient } from '@tanstack/react-query'

/**
 * What is fetched may be older than the events heard while it was under way, and putting it into the cache undoes
 * them. So whatever is heard during a fetch is applied once more when its answer is in. Events say what is, not what
 * to add: applying them again, in order, does no harm.
 */
export class Replay {
  readonly #heardDuring = new Map<string, Event[]>()
  readonly #records = new Set<Event[]>()
  readonly #apply: (events: readonly Event[]) => void
  readonly #unsubscribe: () => void

  constructor(queryClient: QueryClient, apply: (events: readonly Event[]) => void) {
    const cache = queryClient.getQueryCache()
    this.#apply = apply
    this.#unsubscribe = cache.subscribe((notice) => this.#follow(notice))
    // The page has begun to fetch before anybody listens.
    for (const { queryHash } of cache.findAll({ fetchStatus: 'fetching' })) this.#heardDuring.set(queryHash, [])
  }

  hear(events: readonly Event[]): void {
    for (const heard of [...this.#heardDuring.values(), ...this.#records]) heard.push(...events)
  }

  /** From now on; answers how to end, with what was heard until then. */
  record(): () => readonly Event[] {
    const heard: Event[] = []
    this.#records.add(heard)
    return () => {
      this.#records.delete(heard)
      return heard
    }
  }

  stop(): void {
    this.#unsubscribe()
  }

  #follow(notice: QueryCacheNotifyEvent): void {
    const { queryHash } = notice.query
    if (notice.type === 'removed') this.#heardDuring.delete(queryHash)
    if (notice.type !== 'updated') return

    const { action } = notice
    if (action.type === 'fetch') {
      this.#heardDuring.set(queryHash, [])
    } else if (action.type === 'error' || action.type === 'setState') {
      this.#heardDuring.delete(queryHash)
    } else if (action.type === 'success' && !action.manual) {
      const heard = this.#heardDuring.get(queryHash) ?? []
      this.#heardDuring.delete(queryHash)
      if (heard.length > 0) this.#apply(heard)
    }
  }
}
