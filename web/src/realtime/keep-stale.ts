import type { QueryClient } from '@tanstack/react-query'

/**
 * What was found to be stale stays so until it is fetched, though events change something of it meanwhile: to put
 * anything into a query makes it fresh, and whoever comes to see it later would not fetch the rest. Answers how to stop.
 */
export function keepStale(queryClient: QueryClient): () => void {
  const stale = new Set<string>()

  return queryClient.getQueryCache().subscribe((notice) => {
    const { query } = notice
    if (notice.type === 'removed') stale.delete(query.queryHash)
    if (notice.type !== 'updated') return

    const { action } = notice
    if (action.type === 'invalidate') stale.add(query.queryHash)
    else if (action.type === 'success' && !action.manual) stale.delete(query.queryHash)
    // A fetch that nobody waits for any more goes back to what was last put in, which was not known to be stale.
    else if ((action.type === 'success' || action.type === 'setState') && stale.has(query.queryHash)) query.invalidate()
  })
}
