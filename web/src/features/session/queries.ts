import { getMe, getSetup } from '@fairlead/sdk'
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { client } from '../../api.ts'

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => client.call(getMe, { signal }),
})

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => client.call(getSetup, { signal }),
})

/** The member who is signed in, and the workspace. Only below the session route, which loads it first. */
export function useMe() {
  return useSuspenseQuery(meQuery).data
}
