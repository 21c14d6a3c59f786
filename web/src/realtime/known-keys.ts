import type { Query, QueryClient, QueryKey } from '@tanstack/react-query'

type Index = ReadonlyMap<unknown, ReadonlyMap<string, QueryKey>>

const indexes = new WeakMap<QueryClient, Index>()

/**
 * The keys that begin with a name, of everything that is held. Looking through the whole cache for them, as filters do,
 * costs milliseconds for each event once some hundred conversations were opened.
 */
export function keysOf(queryClient: QueryClient, name: string): readonly QueryKey[] {
  const index = indexes.get(queryClient) ?? begin(queryClient)
  return [...(index.get(name)?.values() ?? [])]
}

function begin(queryClient: QueryClient): Index {
  const index = new Map<unknown, Map<string, QueryKey>>()
  const add = ({ queryKey, queryHash }: Query) => {
    const [name] = queryKey
    const known = index.get(name) ?? new Map<string, QueryKey>()
    index.set(name, known.set(queryHash, queryKey))
  }
  const cache = queryClient.getQueryCache()
  for (const query of cache.getAll()) add(query)
  cache.subscribe(({ type, query }) => {
    if (type === 'added') add(query)
    else if (type === 'removed') index.get(query.queryKey[0])?.delete(query.queryHash)
  })
  indexes.set(queryClient, index)
  return index
}
