import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../db/database.ts'

/** Whether a policy (`p`) has anything to tell customers. */
export const tells: RawBuilder<boolean> = sql`jsonb_path_exists(p.settings,
  '$.messages.keyvalue() ? (@.key != "expectedReply" && @.value != null)')`

/**
 * Those conversations whose team tells customers anything, or about which a promise is open. Most workspaces tell
 * nothing, and every message asks this.
 */
export async function findConcerned(db: Db, workspaceId: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`/* expectation.concerned */
    WITH c AS MATERIALIZED (
      SELECT c.id, c.team_id FROM unnest(${ids}::uuid[]) AS w (id)
      CROSS JOIN LATERAL (SELECT c.id, c.team_id FROM conversation c
        WHERE c.workspace_id = ${workspaceId} AND c.id = w.id OFFSET 0) AS c
    ), telling AS (
      SELECT t.id FROM (SELECT DISTINCT team_id FROM c) AS every
      JOIN team t ON t.workspace_id = ${workspaceId} AND t.id = every.team_id
      JOIN policy p ON p.workspace_id = t.workspace_id AND p.team_id = t.id AND p.version = t.policy_version
      WHERE ${tells}
    )
    SELECT c.id FROM c WHERE c.team_id IN (SELECT id FROM telling)
      OR EXISTS (SELECT FROM promise p WHERE p.workspace_id = ${workspaceId} AND p.conversation_id = c.id
        AND p.outcome IS NULL)`.execute(db)
  return rows.map(({ id }) => id)
}

/** Whether anybody in the workspace is told anything, or was promised anything. */
export async function isAnybodyTold(db: Db, workspaceId: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`/* expectation.anybody */
    SELECT EXISTS (SELECT FROM team t
        JOIN policy p ON p.workspace_id = t.workspace_id AND p.team_id = t.id AND p.version = t.policy_version
        WHERE t.workspace_id = ${workspaceId} AND t.deleted_at IS NULL AND ${tells})
      OR EXISTS (SELECT FROM promise p WHERE p.workspace_id = ${workspaceId} AND p.outcome IS NULL) AS is`.execute(db)
  return rows[0]!.is
}
