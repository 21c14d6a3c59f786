import { listMacros } from '@fairlead/sdk'
import { queryOptions } from '@tanstack/react-query'
import { client } from '../../api.ts'

/** One's own, and everybody's. */
export const macrosQuery = queryOptions({
  queryKey: ['macros'] as const,
  queryFn: async ({ signal }) => (await client.call(listMacros, { signal })).data,
})
