import {
  getWorkflowOverview,
  getWorkflowRun,
  listConversationRuns,
  listWorkflowRuns,
  type Output,
  type WorkflowRun,
} from '@fairlead/sdk'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { client } from '../../../api.ts'

/** Steps are no events of the log: while somebody looks at them, they are asked for again. */
const againMs = 4000

/** How far back what runs did is counted. */
export const trafficDays = 7

export type RunFilter = WorkflowRun['status'] | 'all'

export function runsQuery(workflowId: string, filter: RunFilter) {
  const status = filter === 'all' ? {} : { status: filter }
  return infiniteQueryOptions({
    queryKey: ['workflow-runs', workflowId, filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      client.call(listWorkflowRuns, {
        params: { id: workflowId },
        query: { limit: 25, ...status, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: 0,
    refetchInterval: againMs,
  })
}

export function runQuery(id: string) {
  const queryKey = ['workflow-run', id] as const
  return queryOptions({
    queryKey,
    // What it goes by stays the same, and may be large.
    queryFn: async ({ client: cache, signal }) => {
      const known = cache.getQueryData<Output<typeof getWorkflowRun>>(queryKey)
      if (known === undefined) return client.call(getWorkflowRun, { params: { id }, signal })
      const query = { definition: 'false' as const }
      const run = await client.call(getWorkflowRun, { params: { id }, query, signal })
      return { ...run, definition: known.definition }
    },
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data === undefined || state.data.endedAt === null ? againMs : false),
  })
}

export function conversationRunsQuery(conversationId: string) {
  return queryOptions({
    queryKey: ['conversation-runs', conversationId],
    queryFn: ({ signal }) => client.call(listConversationRuns, { params: { id: conversationId }, signal }),
  })
}

export function overviewQuery(workflowId: string, days: number) {
  return queryOptions({
    queryKey: ['workflow-overview', workflowId, days],
    queryFn: ({ signal }) => client.call(getWorkflowOverview, { params: { id: workflowId }, query: { days }, signal }),
    staleTime: 0,
    refetchInterval: 10_000,
  })
}
