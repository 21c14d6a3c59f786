import {
  cancelWorkflowRun,
  getWorkflowOverview,
  getWorkflowRun,
  listConversationRuns,
  listWorkflowRuns,
  retryWorkflowRun,
} from '@fairlead/sdk'
import { requireConversation } from '../conversations/require.ts'
import type { Database } from '../db/database.ts'
import { findWorkflow } from '../workflows/row.ts'
import { cancelRun, retryRun } from '../workflows/shell/cancel.ts'
import { getRun, listRuns, listRunsOfConversation } from '../workflows/shell/list-runs.ts'
import { overviewOf } from '../workflows/shell/overview.ts'
import { type Api, serve } from './endpoint.ts'

export function serveWorkflowRuns(api: Api, { database }: { database: Database }): void {
  serve(api, listWorkflowRuns, async ({ params: { id }, query, caller: { workspaceId } }) => {
    await findWorkflow(database.db, { workspaceId, id })
    return listRuns(database.db, { workspaceId, workflowId: id, ...query })
  })

  serve(api, listConversationRuns, async ({ params: { id }, caller: { workspaceId } }) => {
    await requireConversation(database.db, workspaceId, id)
    return { data: await listRunsOfConversation(database.db, { workspaceId, conversationId: id }) }
  })

  serve(api, getWorkflowRun, ({ params: { id }, query: { definition }, caller: { workspaceId } }) =>
    getRun(database.db, { workspaceId, id, hasDefinition: definition === 'true' }),
  )

  serve(api, cancelWorkflowRun, ({ params: { id }, caller: { workspaceId } }) =>
    database.transact((tx) => cancelRun(tx, { workspaceId, id }, 'cancelled_by_member')),
  )

  serve(api, retryWorkflowRun, ({ params: { id }, caller: { workspaceId } }) =>
    database.transact((tx) => retryRun(tx, { workspaceId, id })),
  )

  serve(api, getWorkflowOverview, async ({ params: { id }, query: { days }, caller: { workspaceId } }) => {
    await findWorkflow(database.db, { workspaceId, id })
    return overviewOf(database.db, { workspaceId, workflowId: id, days })
  })
}
