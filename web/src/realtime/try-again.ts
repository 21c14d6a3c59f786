import type { Query, QueryClient } from '@tanstack/react-query'

/**
 * Fetches now what could not be fetched while the server was away: it is not left to whoever looks at it, nor to the
 * pause before the next try, which is the longer the more of them failed.
 */
export function tryAgain(queryClient: QueryClient): void {
  for (const query of queryClient.getQueryCache().findAll({ predicate: isMissed })) {
    // Silently: whoever waits for the first answer waits for this one instead.
    void query.cancel({ silent: true })
    query.fetch().catch(() => undefined)
  }
}

function isMissed(query: Query): boolean {
  const { fetchFailureCount, fetchStatus } = query.state
  return fetchFailureCount > 0 && (fetchStatus === 'fetching' || query.isActive())
}
