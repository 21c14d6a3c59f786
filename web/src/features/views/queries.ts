import { listViews, type SavedView } from '@fairlead/sdk'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { client } from '../../api.ts'

/** One's own saved views and those of everybody. */
export const viewsQuery = queryOptions({
  queryKey: ['views'] as const,
  queryFn: async ({ signal }) => (await client.call(listViews, { signal })).data,
})

/** Everybody's first, each in its order; undefined while they are fetched. */
export function useViews(): readonly SavedView[] | undefined {
  return useQuery({ ...viewsQuery, select: inOrder }).data
}

function inOrder(views: readonly SavedView[]): readonly SavedView[] {
  return views.toSorted((a, b) => Number(a.ownerId !== null) - Number(b.ownerId !== null) || a.position - b.position)
}
