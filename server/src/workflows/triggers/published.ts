import type { WorkflowStart, WorkflowTriggerType } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Db, Tx } from '../../db/database.ts'

/** How a workflow that is on begins. */
export type Published = Readonly<{
  workspaceId: string
  id: string
  start: WorkflowStart
  isRouting: boolean
  /** When it was published, switched on, or edited last. */
  changedAt: Date
}>

/** The workflows of a workspace that are on and begin with one of these, in their order. */
export async function listPublished(
  db: Db | Tx,
  workspaceId: string,
  types: readonly WorkflowTriggerType[],
): Promise<Published[]> {
  const { rows } = await sql<Published>`/* workflow.list-published */
    SELECT w.workspace_id AS "workspaceId", w.id, v.definition -> 'start' AS start, w.is_routing AS "isRouting",
      w.changed_at AS "changedAt"
    FROM workflow w
    JOIN workflow_version v ON v.workspace_id = w.workspace_id AND v.workflow_id = w.id AND v.version = w.version
    WHERE w.workspace_id = ${workspaceId} AND w.state = 'on' AND w.trigger_type = ANY (${types}::text[])
    ORDER BY w.position, w.id`.execute(db)
  return rows
}

/** The workspaces that have any that begin with one of these. */
export async function listWorkspacesWith(db: Db, types: readonly WorkflowTriggerType[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`/* workflow.list-workspaces */
    SELECT DISTINCT workspace_id AS id FROM workflow
    WHERE state = 'on' AND trigger_type = ANY (${types}::text[])`.execute(db)
  return rows.map(({ id }) => id)
}

/** A workflow with the trigger, where it is on. */
export async function findPublished(
  db: Db | Tx,
  workspaceId: string,
  id: string,
  type: WorkflowTriggerType,
): Promise<Published | null> {
  const all = await listPublished(db, workspaceId, [type])
  return all.find((each) => each.id === id) ?? null
}
