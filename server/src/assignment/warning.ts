import { sql } from 'kysely'
import type { ConversationRow } from '../conversations/change.ts'
import type { Tx } from '../db/database.ts'

export type Warning = 'over_limit' | 'offline' | 'not_in_team'

/** What a person should know who gives the conversation to the member: any limit it passes comes first. */
export async function warningFor(tx: Tx, row: ConversationRow, memberId: string): Promise<Warning | null> {
  const { rows } = await sql<{ is_over: boolean; is_offline: boolean; is_outside: boolean }>`
    SELECT
      NOT ${hasRoom(sql`held.load`, sql`coalesce(m.agent_limit, w.agent_limit)`)}
        OR NOT ${hasRoom(sql`held.team_load`, sql`(p.settings ->> 'agentLimit')::int`)}
        OR NOT ${hasRoom(sql`held.channel_load`, sql`h.agent_limit`)} AS is_over,
      m.presence = 'offline' AS is_offline,
      t.id IS NOT NULL AND NOT EXISTS (SELECT FROM team_member tm
        WHERE tm.workspace_id = m.workspace_id AND tm.team_id = t.id AND tm.member_id = m.id) AS is_outside
    FROM member m
    JOIN workspace w ON w.id = m.workspace_id
    JOIN channel h ON h.workspace_id = m.workspace_id AND h.id = ${row.channel_id}
    LEFT JOIN team t ON t.workspace_id = m.workspace_id AND t.id = ${row.team_id}
    LEFT JOIN policy p ON p.workspace_id = t.workspace_id AND p.team_id = t.id AND p.version = t.policy_version
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(ch.weight), 0) AS load,
        coalesce(sum(ch.weight) FILTER (WHERE c.team_id = t.id), 0) AS team_load,
        coalesce(sum(ch.weight) FILTER (WHERE c.channel_id = h.id), 0) AS channel_load
      FROM conversation c JOIN channel ch ON ch.workspace_id = c.workspace_id AND ch.id = c.channel_id
      WHERE c.workspace_id = m.workspace_id AND c.assignee_id = m.id AND c.id <> ${row.id}
        AND c.status IN ('open', 'snoozed') AND (c.status = 'open' OR w.counts_snoozed)
    ) AS held
    WHERE m.workspace_id = ${row.workspace_id} AND m.id = ${memberId}`.execute(tx)
  const { is_over, is_offline, is_outside } = rows[0]!
  if (is_over) return 'over_limit'
  if (is_offline) return 'offline'
  return is_outside ? 'not_in_team' : null
}

// As the engine asks: exactly at the limit there is no room, not even for what weighs nothing. No limit is room.
function hasRoom(load: ReturnType<typeof sql>, max: ReturnType<typeof sql>) {
  return sql`coalesce(${load} < ${max} AND ${load} + h.weight <= ${max}, true)`
}
