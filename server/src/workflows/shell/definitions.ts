import type { WorkflowDefinition } from '@fairlead/sdk'
import type { Db, Tx } from '../../db/database.ts'

type Version = Readonly<{ workspaceId: string; workflowId: string; version: number }>

/** What was published never changes; a process keeps so many. */
const mostKept = 500
const kept = new Map<string, WorkflowDefinition>()

/** What a version says; null: it is not there any more. */
export async function loadDefinition(
  db: Db | Tx,
  { workspaceId, workflowId, version }: Version,
): Promise<WorkflowDefinition | null> {
  const key = `${workspaceId} ${workflowId} ${version}`
  const known = kept.get(key) ?? (await read(db, { workspaceId, workflowId, version }))
  if (known === null) return null
  // Put at the end again, so that the first is the one that nobody has asked for longest.
  kept.delete(key)
  kept.set(key, known)
  const [oldest] = kept.keys()
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
  return known
}

async function read(db: Db | Tx, { workspaceId, workflowId, version }: Version): Promise<WorkflowDefinition | null> {
  const row = await db
    .selectFrom('workflow_version')
    .select('definition')
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .where('version', '=', version)
    .executeTakeFirst()
  return row?.definition ?? null
}
