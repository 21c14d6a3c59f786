import { listWorkflowButtons, type Output } from '@fairlead/sdk'
import { queryOptions } from '@tanstack/react-query'
import { client } from '../../../api.ts'

export type WorkflowButton = Output<typeof listWorkflowButtons>['data'][number]

export const buttonsQuery = queryOptions({
  queryKey: ['workflow-buttons'] as const,
  queryFn: async ({ signal }) => (await client.call(listWorkflowButtons, { signal })).data,
})
