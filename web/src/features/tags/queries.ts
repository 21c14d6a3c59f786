import { listKnownTags, listTagUses } from '@fairlead/sdk'
import { queryOptions } from '@tanstack/react-query'
import { client } from '../../api.ts'

/** Every tag with its looks, by name. */
export const knownTagsQuery = queryOptions({
  queryKey: ['tags', 'known'] as const,
  queryFn: async ({ signal }) => (await client.call(listKnownTags, { signal })).data,
})

/** Counted anew whenever somebody comes to see it: no event tells of each use. */
export const tagUsesQuery = queryOptions({
  queryKey: ['tags', 'uses'] as const,
  queryFn: async ({ signal }) => (await client.call(listTagUses, { signal })).data,
  staleTime: 0,
})
