import type { Query, QueryClient } from '@tanstack/react-query'

/** About eighty conversations, with all that stands beside them: twelve queries each. */
const mostIdle = 1000

/**
 * What nobody looks at any more is kept for a while, for whoever comes back, but only so much of it: an agent who goes
 * through hundreds of conversations holds no more than one who goes to and fro between eighty. What was left longest ago
 * goes first.
 */
export function boundCache(queryClient: QueryClient, most = mostIdle): () => void {
  const cache = queryClient.getQueryCache()
  const idle = new Set<Query>()

  return cache.subscribe(({ type, query }) => {
    if (type === 'removed' || type === 'observerAdded') {
      idle.delete(query)
    } else if ((type === 'added' || type === 'observerRemoved') && query.getObserversCount() === 0) {
      idle.delete(query)
      idle.add(query)
      if (idle.size > most) forget()
    }
  })

  function forget(): void {
    for (const query of idle) {
      if (idle.size <= most) return
      // Whoever asked for it waits for the answer; it is looked at again with the next one.
      if (query.state.fetchStatus === 'idle') cache.remove(query)
    }
  }
}
