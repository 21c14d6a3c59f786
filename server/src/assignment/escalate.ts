import type { Actor } from '@fairlead/sdk'
import { sql } from 'kysely'
import { changeConversation } from '../conversations/change.ts'
import type { Tx } from '../db/database.ts'

const system: Actor = { type: 'system', id: null }

/**
 * Tells managers, once, when everybody of the team who takes part in assignment had the conversation and did not answer
 * it. The caller holds the conversation. Answers whether it told.
 */
export async function escalateIfAllTried(
  tx: Tx,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<boolean> {
  const { rows } = await sql<{ is_due: boolean }>`
    SELECT c.escalated_at IS NULL AND c.assignee_id IS NULL AND c.status = 'open' AND cardinality(c.tried) > 0
      AND NOT EXISTS (
        SELECT FROM team_member tm JOIN member m ON m.workspace_id = tm.workspace_id AND m.id = tm.member_id
        WHERE tm.workspace_id = c.workspace_id AND tm.team_id = c.team_id AND m.deactivated_at IS NULL
          AND NOT m.is_excluded AND NOT m.id = ANY (c.tried)) AS is_due
    FROM conversation c WHERE c.workspace_id = ${workspaceId} AND c.id = ${id} AND c.team_id IS NOT NULL`.execute(tx)
  if (!rows[0]?.is_due) return false

  await changeConversation(
    tx,
    { workspace_id: workspaceId, id },
    { escalated_at: sql<Date>`clock_timestamp()` },
    { type: 'conversation.escalated', actor: system, extra: { reason: 'all_tried' } },
  )
  return true
}
