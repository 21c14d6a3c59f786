import type { WorkflowDefinition } from '@fairlead/sdk'
import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Db, Tx } from '../db/database.ts'
import type { WorkflowTables } from '../db/tables/workflows.ts'
import { found } from '../errors.ts'

export type WorkflowRow = Selectable<WorkflowTables['workflow']>

type Place = Readonly<{ workspaceId: string; id: string }>

export async function findWorkflow(db: Db | Tx, { workspaceId, id }: Place): Promise<WorkflowRow> {
  return found(
    await db
      .selectFrom('workflow')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .executeTakeFirst(),
  )
}

/** The same, held until the transaction ends: whoever changes a workflow does so one after the other. */
export async function lockWorkflow(tx: Tx, { workspaceId, id }: Place): Promise<WorkflowRow> {
  return found(
    await tx
      .selectFrom('workflow')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .forNoKeyUpdate()
      .executeTakeFirst(),
  )
}

/** What new runs begin with; null: it was never published. */
export async function findPublishedDefinition(
  db: Db | Tx,
  { workspace_id, id, version }: Pick<WorkflowRow, 'workspace_id' | 'id' | 'version'>,
): Promise<WorkflowDefinition | null> {
  if (version === null) return null
  const row = await db
    .selectFrom('workflow_version')
    .select('definition')
    .where('workspace_id', '=', workspace_id)
    .where('workflow_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return row.definition
}

/** Whatever was changed, it was changed now. */
export const changedNow = { changed_at: sql<Date>`clock_timestamp()` }
