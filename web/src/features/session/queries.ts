import { getMe, getSetup } from '@fairlead/sdk'
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { client } from '../../api.ts'

const patienceMs = 10_000

export const meQuery = queryOptions({
  queryKey: ['me'],
  // The first of all: a page that waits for it shows nothing, and one without it says why.
  queryFn: ({ signal }) => client.call(getMe, { signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]) }),
  retry: (failures, error) => error instanceof TypeError && failures < 2,
  retryDelay: 500,
})

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => client.call(getSetup, { signal }),
})

/** The member who is signed in, and the workspace. Only below the session route, which loads it first. */
export function useMe() {
  return useSuspenseQuery(meQuery).data
}
