import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

/** `isDue`: its timer is, whose job comes any moment. */
export type WaitingTeam = Readonly<{ teamId: string; isDue: boolean }>

/**
 * The teams of a workspace in whose queues somebody waits. The index of the queues is asked for one team after the
 * other: neither a long queue nor a thousand empty ones cost anything.
 */
export async function findWaitingTeams(db: Db, workspaceId: string): Promise<WaitingTeam[]> {
  const { rows } = await sql<{ id: string; is_due: boolean }>`/* queues.teams */
    WITH RECURSIVE waiting AS (
      (SELECT c.team_id FROM conversation c
        WHERE c.workspace_id = ${workspaceId} AND c.status = 'open' AND c.assignee_id IS NULL
        ORDER BY c.team_id LIMIT 1)
      UNION ALL
      SELECT (SELECT c.team_id FROM conversation c
        WHERE c.workspace_id = ${workspaceId} AND c.status = 'open' AND c.assignee_id IS NULL AND c.team_id > w.team_id
        ORDER BY c.team_id LIMIT 1)
      FROM waiting w WHERE w.team_id IS NOT NULL
    )
    SELECT t.id, coalesce(t.look_again_at <= now(), false) AS is_due
    FROM waiting w JOIN team t ON t.workspace_id = ${workspaceId} AND t.id = w.team_id`.execute(db)
  return rows.map((row) => ({ teamId: row.id, isDue: row.is_due }))
}

export async function findWaitingWorkspaces(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`/* queues.workspaces */
    SELECT w.id FROM workspace w WHERE EXISTS (SELECT FROM conversation c
      WHERE c.workspace_id = w.id AND c.team_id IS NOT NULL AND c.status = 'open' AND c.assignee_id IS NULL)`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

/** Something was committed within this second, whose look comes. */
export async function isWorkspaceBusy(db: Db, workspaceId: string): Promise<boolean> {
  const { rows } = await sql<{ is_busy: boolean }>`/* queues.busy */
    SELECT e.at > now() - interval '1 second' AS is_busy FROM event e
    WHERE e.workspace_id = ${workspaceId} ORDER BY e.sequence DESC LIMIT 1`.execute(db)
  return rows[0]?.is_busy ?? false
}
