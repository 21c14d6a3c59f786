import { listMembers, type Member } from '@fairlead/sdk'
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { client } from '../../api.ts'
import { meQuery } from '../session/queries.ts'

export const membersQuery = queryOptions({
  queryKey: ['members'],
  queryFn: ({ signal }) => client.call(listMembers, { signal }),
})

/** Puts what the server answered in the place of what we had. */
export function useReplaceMember() {
  const cache = useQueryClient()
  return (member: Member) => {
    cache.setQueryData(membersQuery.queryKey, (known) =>
      known ? { data: known.data.map((one) => (one.id === member.id ? member : one)) } : known,
    )
    cache.setQueryData(meQuery.queryKey, (me) => (me?.member.id === member.id ? { ...me, member } : me))
  }
}
