import { type Field, listFields } from '@fairlead/sdk'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { client } from '../../api.ts'

export const fieldsQuery = queryOptions({
  queryKey: ['fields'] as const,
  queryFn: async ({ signal }) => (await client.call(listFields, { signal })).data,
})

const none: readonly Field[] = []

/** The custom fields of contacts, or of conversations, in their order; undefined while they are fetched. */
export function useFields(subject: Field['subject']): readonly Field[] | undefined {
  const { data, error } = useQuery(fieldsQuery)
  return error ? none : data?.filter((field) => field.subject === subject)
}
