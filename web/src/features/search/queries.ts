import { searchContacts, searchMessages } from '@fairlead/sdk'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client } from '../../api.ts'

export type Wanted = Readonly<{ q: string; contactId?: string; channelId?: string }>

// No event says of each word where it now stands: what was found is looked for anew when somebody looks again.
const staleTime = 5_000
const messagesAtOnce = 30
const contactsAtOnce = 20

export function messageSearchQuery(wanted: Wanted) {
  return infiniteQueryOptions({
    queryKey: ['search', 'messages', wanted] as const,
    queryFn: ({ pageParam, signal }) => {
      const query = { ...wanted, limit: messagesAtOnce, ...(pageParam === null ? {} : { cursor: pageParam }) }
      return client.call(searchMessages, { query, signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    select: ({ pages }) => pages.flatMap(({ data }) => data),
    enabled: wanted.q !== '',
    placeholderData: keepPreviousData,
    staleTime,
  })
}

export function contactSearchQuery(q: string) {
  return queryOptions({
    queryKey: ['search', 'contacts', q] as const,
    queryFn: async ({ signal }) =>
      (await client.call(searchContacts, { query: { q, limit: contactsAtOnce }, signal })).data,
    enabled: q !== '',
    placeholderData: keepPreviousData,
    staleTime,
  })
}
