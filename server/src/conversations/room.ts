import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { ConversationRow } from './change.ts'

/**
 * Whether the assignee of a snoozed conversation can go on with it: they work here, are there (or their team asks
 * nobody to be), and stay within their limits with it. What is snoozed counts to their load already where the workspace
 * says so. The caller holds the member.
 */
export async function canGoOn(tx: Tx, row: ConversationRow & { assignee_id: string }): Promise<boolean> {
  const { rows } = await sql<{ can_go_on: boolean }>`
    SELECT m.deactivated_at IS NULL
      AND (m.presence <> 'offline' OR coalesce((p.settings ->> 'onlineOnly')::boolean = false, false))
      AND (held.load + h.weight <= coalesce(m.agent_limit, w.agent_limit)) IS NOT FALSE
      AND (held.team_load + h.weight <= (p.settings ->> 'agentLimit')::int) IS NOT FALSE
      AND (held.channel_load + h.weight <= h.agent_limit) IS NOT FALSE AS can_go_on
    FROM member m
    JOIN workspace w ON w.id = m.workspace_id
    JOIN channel h ON h.workspace_id = m.workspace_id AND h.id = ${row.channel_id}
    LEFT JOIN team t ON t.workspace_id = m.workspace_id AND t.id = ${row.team_id} AND t.deleted_at IS NULL
    LEFT JOIN policy p ON p.workspace_id = t.workspace_id AND p.team_id = t.id AND p.version = t.policy_version
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(oh.weight), 0) AS load,
        coalesce(sum(oh.weight) FILTER (WHERE o.team_id = t.id), 0) AS team_load,
        coalesce(sum(oh.weight) FILTER (WHERE o.channel_id = h.id), 0) AS channel_load
      FROM conversation o JOIN channel oh ON oh.workspace_id = o.workspace_id AND oh.id = o.channel_id
      WHERE o.workspace_id = m.workspace_id AND o.assignee_id = m.id AND o.id <> ${row.id}
        AND o.status IN ('open', 'snoozed') AND (o.status = 'open' OR w.counts_snoozed)
    ) AS held
    WHERE m.workspace_id = ${row.workspace_id} AND m.id = ${row.assignee_id}`.execute(tx)
  return rows[0]?.can_go_on ?? false
}
