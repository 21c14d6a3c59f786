import { dryRunWorkflow, listWorkflowTemplates, tryWorkflow } from '@fairlead/sdk'
import type { Database } from '../db/database.ts'
import { listTemplates } from '../workflows/templates/list.ts'
import { dryRun } from '../workflows/try/dry-run.ts'
import * as workflows from '../workflows/try/try-workflow.ts'
import { type Api, serve } from './endpoint.ts'

/** What managers begin with, and how they try it before it is on. */
export function serveWorkflowTemplates(api: Api, { database }: { database: Database }): void {
  serve(api, listWorkflowTemplates, async ({ query: { locale } }) => ({ data: listTemplates(locale) }))

  serve(api, tryWorkflow, ({ body, caller: { workspaceId } }) => workflows.tryWorkflow(database.db, workspaceId, body))

  serve(api, dryRunWorkflow, ({ body, caller: { workspaceId } }) => dryRun(database, { ...body, workspaceId }))
}
