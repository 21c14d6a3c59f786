import { listNearDeadlines, type Output } from '@fairlead/sdk'
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import { client } from '../../api.ts'
import { type ListScope, sortOf } from './conversation-list.ts'
import { listsKey } from './queries.ts'
import { useTeams } from './use-names.ts'

type NearDeadlines = Output<typeof listNearDeadlines>['data']

// Deadlines come near by nothing but time.
const refreshMs = 30_000

/** Who goes before the queue, since their deadline is near. */
export const nearDeadlinesQuery = queryOptions({
  queryKey: ['near-deadlines'] as const,
  queryFn: async ({ signal }) => (await client.call(listNearDeadlines, { signal })).data,
})

export function placesOf(near: NearDeadlines | undefined): ReadonlyMap<string, number> {
  return new Map(near?.map(({ conversationId }, index) => [conversationId, index]))
}

/** The scope with what its order depends on besides the conversations themselves. Asked only where a policy has deadlines. */
export function useOrderOf(scope: ListScope): ListScope {
  const queryClient = useQueryClient()
  const teams = useTeams()
  const hasDeadlines = [...teams.values()].some(({ policy }) => policy.firstReplyMinutes !== null)
  const isQueue = scope.view === 'waiting' && sortOf(scope) === 'queue' && hasDeadlines
  const { data } = useQuery({ ...nearDeadlinesQuery, enabled: isQueue, refetchInterval: isQueue && refreshMs })
  const ids = data?.map(({ conversationId }) => conversationId).join(' ')
  const known = useRef(ids)

  // Pages fetched before began elsewhere.
  useEffect(() => {
    if (known.current !== undefined && known.current !== ids) {
      void queryClient.invalidateQueries({ queryKey: [...listsKey, 'waiting'] })
    }
    known.current = ids
  }, [ids, queryClient])

  const near = useMemo(() => placesOf(data), [data])
  return isQueue ? { ...scope, near } : scope
}
