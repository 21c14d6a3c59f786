import type { Hours, Presence } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { ConversationRow } from '../conversations/change.ts'
import { now as readClock } from '../db/clock.ts'
import type { Tx } from '../db/database.ts'
import { found } from '../errors.ts'
import { calendarFor } from '../hours/resolve.ts'
import { calendarOfMember, loadPolicy } from './policy.ts'

/** How a member, whom the caller holds, stands to a conversation that may be given to them in a team. */
export type Standing = Readonly<{
  presence: Presence
  /** Works here, takes part in automatic assignment, and is not finishing something. */
  takesPart: boolean
  isInHours: boolean
  /** Under every limit that there is. */
  hasRoom: boolean
  /** Under the one that was asked about, of what they hold of the team. */
  hasRoomByWish: boolean
  /** As the team's policy says. */
  onlineOnly: boolean
  assignWhenBusy: boolean
}>

type Asked = Readonly<{ memberId: string; teamId: string | null; agentLimit: number | null }>

type Row = {
  presence: Presence
  takes_part: boolean
  hours: Hours | null
  has_room: boolean
  has_room_by_wish: boolean
}

export async function standingOf(
  tx: Tx,
  row: ConversationRow,
  { memberId, teamId, agentLimit }: Asked,
): Promise<Standing> {
  const now = readClock()
  const team = teamId === null ? null : await loadPolicy(tx, row.workspace_id, teamId, now)
  const teamLimit = team?.settings.agentLimit ?? null
  const { rows } = await sql<Row>`
    SELECT m.presence, m.hours,
      m.deactivated_at IS NULL AND NOT m.is_excluded AND coalesce(m.wrap_up_until <= clock_timestamp(), true) AS takes_part,
      ${isUnder(sql`held.load`, sql`coalesce(m.agent_limit, w.agent_limit)`)}
        AND ${isUnder(sql`held.team_load`, sql`${teamLimit}::int`)}
        AND ${isUnder(sql`held.channel_load`, sql`h.agent_limit`)} AS has_room,
      ${isUnder(sql`held.team_load`, sql`${agentLimit}::int`)} AS has_room_by_wish
    FROM member m
    JOIN workspace w ON w.id = m.workspace_id
    JOIN channel h ON h.workspace_id = m.workspace_id AND h.id = ${row.channel_id}
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(oh.weight), 0) AS load,
        coalesce(sum(oh.weight) FILTER (WHERE ${teamId}::uuid IS NULL OR o.team_id = ${teamId}::uuid), 0) AS team_load,
        coalesce(sum(oh.weight) FILTER (WHERE o.channel_id = h.id), 0) AS channel_load
      FROM conversation o JOIN channel oh ON oh.workspace_id = o.workspace_id AND oh.id = o.channel_id
      WHERE o.workspace_id = m.workspace_id AND o.assignee_id = m.id AND o.id <> ${row.id}
        AND o.status IN ('open', 'snoozed') AND (o.status = 'open' OR w.counts_snoozed)
    ) AS held
    WHERE m.workspace_id = ${row.workspace_id} AND m.id = ${memberId}`.execute(tx)
  const { presence, hours, takes_part, has_room, has_room_by_wish } = found(rows[0])
  const calendar = team === null ? calendarFor(hours, now) : calendarOfMember(team, hours, now)
  return {
    presence,
    takesPart: takes_part,
    isInHours: calendar.isOpen(now),
    hasRoom: has_room,
    hasRoomByWish: has_room_by_wish,
    onlineOnly: team?.policy.onlineOnly ?? true,
    assignWhenBusy: team?.policy.assignWhenBusy ?? false,
  }
}

// As the engine asks: exactly at the limit there is no room, not even for what weighs nothing. No limit is room.
function isUnder(load: ReturnType<typeof sql>, max: ReturnType<typeof sql>) {
  return sql`coalesce(${load} < ${max} AND ${load} + h.weight <= ${max}, true)`
}
