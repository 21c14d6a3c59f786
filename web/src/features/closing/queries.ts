import { type ClosingCategory, listClosingCategories } from '@fairlead/sdk'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { client } from '../../api.ts'

/** With those that are deleted, since what was closed with them still says so. */
export const categoriesQuery = queryOptions({
  queryKey: ['closing-categories'] as const,
  queryFn: async ({ signal }) => (await client.call(listClosingCategories, { signal })).data,
})

/** Those that can be chosen. Whoever needs them only where one has to be chosen asks only then. */
export function useCategories({ isNeeded = true }: { isNeeded?: boolean } = {}): readonly ClosingCategory[] {
  const { data } = useQuery({ ...categoriesQuery, enabled: isNeeded })
  return data?.filter(({ isDeleted }) => !isDeleted) ?? []
}
