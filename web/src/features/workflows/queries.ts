import { listWorkflows, listWorkflowTemplates, type Output } from '@fairlead/sdk'
import { queryOptions } from '@tanstack/react-query'
import { client } from '../../api.ts'

export type ListedWorkflow = Output<typeof listWorkflows>['data'][number]

/** How many runs are under way no event says: while somebody looks at the list, it is asked for again. */
const againMs = 10_000

export function workflowsQuery({ archived }: Readonly<{ archived: boolean }>) {
  return queryOptions({
    queryKey: ['workflows', archived ? 'archived' : 'current'],
    queryFn: ({ signal }) => client.call(listWorkflows, { query: { archived: archived ? 'true' : 'false' }, signal }),
    staleTime: 0,
    refetchInterval: againMs,
  })
}

export function templatesQuery(locale: string) {
  return queryOptions({
    queryKey: ['workflow-templates', locale],
    queryFn: ({ signal }) => client.call(listWorkflowTemplates, { query: { locale }, signal }),
  })
}
