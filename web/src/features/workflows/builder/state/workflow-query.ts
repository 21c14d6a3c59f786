import { getWorkflow } from '@fairlead/sdk'
import { queryOptions } from '@tanstack/react-query'
import { client } from '../../../../api.ts'

/** A workflow with its draft. */
export function workflowQuery(id: string) {
  return queryOptions({
    queryKey: ['workflow', id] as const,
    queryFn: ({ signal }) => client.call(getWorkflow, { params: { id }, signal }),
  })
}
