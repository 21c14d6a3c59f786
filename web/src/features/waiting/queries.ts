import { listQueue } from '@fairlead/sdk'
import { queryOptions } from '@tanstack/react-query'
import { client } from '../../api.ts'

const shownAtMost = 100
// Events tell of most changes; that a hold ended, or that hours began, the clock tells.
const refreshMs = 20_000

/** The head of a team's queue. Asked anew by events, and now and then. */
export function queueQuery(teamId: string) {
  return queryOptions({
    queryKey: ['queue', teamId] as const,
    queryFn: ({ signal }) => client.call(listQueue, { params: { id: teamId }, query: { limit: shownAtMost }, signal }),
    staleTime: 0,
    refetchInterval: refreshMs,
  })
}

/** Only how many wait, for the teams that are not looked at. */
export function queueLengthQuery(teamId: string) {
  return queryOptions({
    queryKey: ['queue', teamId, 'length'] as const,
    queryFn: async ({ signal }) =>
      (await client.call(listQueue, { params: { id: teamId }, query: { limit: 1 }, signal })).total,
    staleTime: 0,
    refetchInterval: 3 * refreshMs,
  })
}
