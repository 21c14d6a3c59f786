import { listTeams, type Team } from '@fairlead/sdk'
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { client } from '../../api.ts'

export const teamsQuery = queryOptions({
  queryKey: ['teams'],
  queryFn: ({ signal }) => client.call(listTeams, { signal }),
})

/** Puts what the server answered in the place of what we had. */
export function useReplaceTeam() {
  const cache = useQueryClient()
  return (team: Team) =>
    cache.setQueryData(teamsQuery.queryKey, (known) =>
      known ? { data: known.data.map((one) => (one.id === team.id ? team : one)) } : known,
    )
}
