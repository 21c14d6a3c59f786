import { listContacts } from '@fairlead/sdk'
import { infiniteQueryOptions } from '@tanstack/react-query'
import { client } from '../../api.ts'

export type ContactFilters = Readonly<{ q?: string; stage?: string; ownerId?: string; tag?: string }>

const pageSize = 50

/** Contacts, the newest first. */
export function contactListQuery(filters: ContactFilters) {
  return infiniteQueryOptions({
    queryKey: ['contacts', 'list', filters] as const,
    queryFn: ({ pageParam, signal }) =>
      client.call(listContacts, {
        query: { ...filters, limit: pageSize, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    select: ({ pages }) => pages.flatMap(({ data }) => data),
  })
}
