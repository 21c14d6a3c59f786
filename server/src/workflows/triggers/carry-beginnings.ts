import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'

type Move = Readonly<{ workspaceId: string; from: string; to: string }>

/**
 * What began once for a contact began for the one whom they became, too. The first keeps it, for they may be made two
 * again.
 */
export async function carryBeginnings(tx: Tx, { workspaceId, from, to }: Move): Promise<void> {
  await sql`/* workflow.carry-beginnings */
    INSERT INTO workflow_beginning (workspace_id, workflow_id, occasion, run_id, at)
    SELECT b.workspace_id, b.workflow_id, ${`contact:${to}`}, b.run_id, b.at FROM workflow w
    JOIN workflow_beginning b ON b.workspace_id = w.workspace_id AND b.workflow_id = w.id
      AND b.occasion = ${`contact:${from}`}
    WHERE w.workspace_id = ${workspaceId}
    ON CONFLICT DO NOTHING`.execute(tx)
}

/** They are two again: what began for the other only, did not begin for this one. */
export async function returnBeginnings(tx: Tx, { workspaceId, from, to }: Move): Promise<void> {
  await sql`/* workflow.return-beginnings */
    DELETE FROM workflow_beginning b USING workflow w, workflow_beginning o
    WHERE w.workspace_id = ${workspaceId} AND b.workspace_id = w.workspace_id AND b.workflow_id = w.id
      AND b.occasion = ${`contact:${from}`} AND o.workspace_id = w.workspace_id AND o.workflow_id = w.id
      AND o.occasion = ${`contact:${to}`} AND o.run_id = b.run_id`.execute(tx)
}
