import { listWorkflowSecrets } from '@fairlead/sdk'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { client } from '../../../../../api.ts'

export const secretsQuery = queryOptions({
  queryKey: ['workflow-secrets'] as const,
  queryFn: async ({ signal }) => (await client.call(listWorkflowSecrets, { signal })).data,
})

/** What the secrets are called. Nobody sees what they are. */
export function useSecretNames(): readonly string[] {
  return useQuery(secretsQuery).data?.map(({ name }) => name) ?? []
}
