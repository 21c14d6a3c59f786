import { sql } from 'kysely'
import { now } from '../db/clock.ts'
import type { Tx } from '../db/database.ts'

/**
 * Where the team's policy says that an assignment by hand is a turn too, whoever got it goes to the end of the rotation,
 * after everybody's latest turn, as the engine would put them. The caller holds the member.
 */
export async function takeTurnByHand(
  tx: Tx,
  { workspace_id: workspaceId, team_id: teamId }: { workspace_id: string; team_id: string | null },
  memberId: string,
): Promise<void> {
  if (teamId === null) return
  await sql`
    UPDATE team_member AS mine SET
      last_assigned_at = greatest(${now()}::float8, latest.turn + 1),
      weighted_turn = greatest(coalesce(mine.weighted_turn + 1 / mine.weight, 0), latest.present)
    FROM (
      SELECT max(other.last_assigned_at) AS turn,
        coalesce(max(other.weighted_turn) FILTER (WHERE other.tier = own.tier), 0) AS present
      FROM team_member other
      LEFT JOIN team_member own ON own.workspace_id = other.workspace_id AND own.team_id = other.team_id
        AND own.member_id = ${memberId}
      WHERE other.workspace_id = ${workspaceId} AND other.team_id = ${teamId}
    ) AS latest, team t JOIN policy p ON p.workspace_id = t.workspace_id AND p.team_id = t.id AND p.version = t.policy_version
    WHERE t.workspace_id = ${workspaceId} AND t.id = ${teamId} AND (p.settings ->> 'manualCountsAsTurn')::boolean
      AND mine.workspace_id = ${workspaceId} AND mine.team_id = ${teamId} AND mine.member_id = ${memberId}`.execute(tx)
}
