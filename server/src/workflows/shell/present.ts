import { type RunEnd, runEnd, type WorkflowRun } from '@fairlead/sdk'
import type { Db, Tx } from '../../db/database.ts'

/**
 * Runs as the contract shows them. Their contact is the conversation's: of two who became one that is who stayed.
 */
export function selectRuns(db: Db | Tx, workspaceId: string) {
  return db
    .selectFrom('workflow_run as r')
    .leftJoin('workflow as w', (join) =>
      join.onRef('w.workspace_id', '=', 'r.workspace_id').onRef('w.id', '=', 'r.workflow_id'),
    )
    .leftJoin('conversation as c', (join) =>
      join.onRef('c.workspace_id', '=', 'r.workspace_id').onRef('c.id', '=', 'r.conversation_id'),
    )
    .leftJoin('contact as k', (join) =>
      join.onRef('k.workspace_id', '=', 'c.workspace_id').onRef('k.id', '=', 'c.contact_id'),
    )
    .select(['r.id', 'r.workflow_id', 'r.version', 'r.conversation_id', 'r.status', 'r.step_id', 'r.wake_at'])
    .select(['r.end_reason', 'r.error', 'r.started_at', 'r.ended_at', 'r.contact_id', 'r.state'])
    .select(['w.name as workflow_name', 'k.id as contact_now', 'k.name as contact_name'])
    .where('r.workspace_id', '=', workspaceId)
}

type Row = Awaited<ReturnType<ReturnType<typeof selectRuns>['execute']>>[number]

export function presentRun(row: Row): WorkflowRun {
  return {
    id: row.id,
    workflowId: row.workflow_id,
    workflowName: row.workflow_name ?? '',
    version: row.version,
    conversationId: row.conversation_id,
    contact: { id: row.contact_now ?? row.contact_id, name: row.contact_name ?? '' },
    status: row.status,
    stepId: row.step_id,
    wakeAt: row.wake_at?.toISOString() ?? null,
    end: endOf(row.end_reason),
    error: row.error,
    startedAt: row.started_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
  }
}

export async function loadRun(db: Db | Tx, workspaceId: string, id: string): Promise<WorkflowRun | null> {
  const row = await selectRuns(db, workspaceId).where('r.id', '=', id).executeTakeFirst()
  return row ? presentRun(row) : null
}

function endOf(reason: string | null): RunEnd | null {
  return reason === null ? null : runEnd.parse(reason)
}
