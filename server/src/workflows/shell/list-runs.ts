import { id as anId, type getWorkflowRun, type Output, type WorkflowRun } from '@fairlead/sdk'
import type { Db } from '../../db/database.ts'
import { AppError, found } from '../../errors.ts'
import { loadDefinition } from './definitions.ts'
import { presentRun, selectRuns } from './present.ts'

type Page = Readonly<{
  workspaceId: string
  workflowId: string
  cursor?: string | undefined
  limit: number
  status?: WorkflowRun['status'] | undefined
  stepId?: string | undefined
}>

const mostOfConversation = 50
const mostSteps = 1000

/** A page of a workflow's runs, the newest first. */
export async function listRuns(db: Db, page: Page): Promise<{ data: WorkflowRun[]; nextCursor: string | null }> {
  const { workspaceId, workflowId, cursor, limit, status, stepId } = page
  if (cursor !== undefined && !anId.safeParse(cursor).success) {
    throw new AppError('invalid_request', { detail: 'cursor: is not one that a list answered with' })
  }
  let query = selectRuns(db, workspaceId)
    .where('r.workflow_id', '=', workflowId)
    .orderBy('r.id', 'desc')
    .limit(limit + 1)
  if (cursor !== undefined) query = query.where('r.id', '<', cursor)
  if (status !== undefined) query = query.where('r.status', '=', status)
  if (stepId !== undefined) query = query.where('r.step_id', '=', stepId)
  const rows = await query.execute()
  const data = rows.slice(0, limit).map(presentRun)
  return { data, nextCursor: rows.length > limit ? data.at(-1)!.id : null }
}

export async function listRunsOfConversation(
  db: Db,
  { workspaceId, conversationId }: Readonly<{ workspaceId: string; conversationId: string }>,
): Promise<WorkflowRun[]> {
  const rows = await selectRuns(db, workspaceId)
    .where('r.conversation_id', '=', conversationId)
    .orderBy('r.id', 'desc')
    .limit(mostOfConversation)
    .execute()
  return rows.map(presentRun)
}

/** A run with what it knows and did. */
export async function getRun(
  db: Db,
  { workspaceId, id, hasDefinition = true }: Readonly<{ workspaceId: string; id: string; hasDefinition?: boolean }>,
): Promise<Output<typeof getWorkflowRun>> {
  const row = found(await selectRuns(db, workspaceId).where('r.id', '=', id).executeTakeFirst())
  const steps = await db
    .selectFrom('workflow_run_step')
    .select(['place', 'step_id', 'at', 'input', 'output', 'exit', 'error'])
    .where('workspace_id', '=', workspaceId)
    .where('run_id', '=', id)
    .orderBy('place')
    .limit(mostSteps)
    .execute()
  const asked = { workspaceId, workflowId: row.workflow_id, version: row.version }
  const definition = hasDefinition ? await loadDefinition(db, asked) : null
  return {
    ...presentRun(row),
    definition,
    variables: { ...row.state.variables },
    steps: steps.map(({ step_id, at, ...step }) => ({ ...step, stepId: step_id, at: at.toISOString() })),
  }
}
