import { listConversations, listPolicies } from '@fairlead/sdk'
import { queryOptions } from '@tanstack/react-query'
import { client } from '../../api.ts'

/** Every version, newest first. */
export function policiesQuery(teamId: string) {
  return queryOptions({
    queryKey: ['policies', teamId],
    queryFn: ({ signal }) => client.call(listPolicies, { params: { id: teamId }, signal }),
  })
}

/** A few conversations of a team, to try texts on. */
export function samplesQuery(teamId: string) {
  return queryOptions({
    queryKey: ['samples', teamId],
    queryFn: ({ signal }) => client.call(listConversations, { query: { teamId, limit: 20 }, signal }),
    staleTime: 60_000,
  })
}
