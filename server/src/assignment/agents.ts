import type { Agent, Calendar, Decision, Limit } from '@fairlead/engine'
import type { Hours } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Db, Tx } from '../db/database.ts'
import { type AssigningTeam, calendarOfMember } from './policy.ts'

/**
 * Holds the members of a team, always in id order, until the transaction ends: two conversations may want the same
 * agent at once, so nobody else gives them any until their load is written. Answers who they are: whoever joins after
 * that is not held, and another team may be giving them something at this moment.
 */
export async function lockAgents(tx: Tx, workspaceId: string, teamId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`SELECT id FROM member WHERE workspace_id = ${workspaceId} AND id IN (
      SELECT member_id FROM team_member WHERE workspace_id = ${workspaceId} AND team_id = ${teamId})
    ORDER BY id FOR NO KEY UPDATE`.execute(tx)
  return rows.map(({ id }) => id)
}

/** An agent with what only people need to know, and when they work. */
export type NamedAgent = Readonly<{ agent: Agent; name: string; calendar: Calendar }>

type Row = {
  id: string
  name: string
  presence: Agent['presence']
  is_deactivated: boolean
  is_excluded: boolean
  hours: Hours | null
  skill_ids: string[]
  wrap_up_until: Date | null
  personal_limit: number | null
  last_assigned_at: number | null
  tier: number
  weight: number
  weighted_turn: number | null
  load: number
  team_load: number
  /** Load by channel, of those channels that have a limit. */
  channel_loads: Readonly<Record<string, number>>
}

/**
 * The members of a team as the engine sees them, with loads counted from the conversations themselves. Only those
 * `among` some, where that is said.
 */
export async function loadAgents(
  db: Db | Tx,
  team: AssigningTeam,
  { now, channelIds, among = null }: { now: number; channelIds: readonly string[]; among?: readonly string[] | null },
): Promise<NamedAgent[]> {
  const { workspaceId, settings } = team
  const channelLimits = await loadChannelLimits(db, workspaceId, channelIds)
  const { rows } = await sql<Row>`
    SELECT m.id, m.name, m.presence, m.deactivated_at IS NOT NULL AS is_deactivated, m.is_excluded, m.hours, m.skill_ids,
      m.wrap_up_until, coalesce(m.agent_limit, w.agent_limit) AS personal_limit,
      tm.last_assigned_at, tm.tier, tm.weight, tm.weighted_turn,
      held.load, held.team_load, held.channel_loads
    FROM team_member tm
    JOIN member m ON m.workspace_id = tm.workspace_id AND m.id = tm.member_id
    JOIN workspace w ON w.id = tm.workspace_id
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(per.load), 0) AS load, coalesce(sum(per.team_load), 0) AS team_load,
        coalesce(jsonb_object_agg(per.channel_id, per.load) FILTER (
          WHERE per.channel_id = ANY (${[...channelLimits.keys()]}::uuid[])), '{}') AS channel_loads
      FROM (
        SELECT c.channel_id, sum(h.weight) AS load, sum(h.weight) FILTER (WHERE c.team_id = tm.team_id) AS team_load
        FROM conversation c JOIN channel h ON h.workspace_id = c.workspace_id AND h.id = c.channel_id
        WHERE c.workspace_id = tm.workspace_id AND c.assignee_id = tm.member_id AND c.status <> 'closed'
          AND (c.status = 'open' OR ${team.countsSnoozed})
        GROUP BY c.channel_id
      ) AS per
    ) AS held
    WHERE tm.workspace_id = ${workspaceId} AND tm.team_id = ${team.id}
      AND (${among}::uuid[] IS NULL OR m.id = ANY (${among}::uuid[]))
    ORDER BY m.id`.execute(db)
  const turns = await loadRecentTurns(db, team, { now, memberIds: rows.map(({ id }) => id) })

  return rows.map((row) => {
    const calendar = calendarOfMember(team, row.hours, now)
    const agent: Agent = {
      id: row.id,
      presence: row.presence,
      isDeactivated: row.is_deactivated,
      isExcluded: row.is_excluded,
      isInHours: calendar.isOpen(now),
      limits: [
        ...limit('agent', row.personal_limit, row.load),
        ...limit('team', settings.agentLimit, row.team_load),
        ...[...channelLimits].flatMap(([channelId, max]) =>
          limit('channel', max, row.channel_loads[channelId] ?? 0).map((each) => ({ ...each, channelId })),
        ),
      ],
      load: row.load,
      lastAssignedAt: row.last_assigned_at,
      tier: row.tier,
      weight: row.weight,
      weightedTurn: row.weighted_turn,
      skills: row.skill_ids,
      recentTurns: turns.get(row.id) ?? [],
      wrapUpUntil: row.wrap_up_until?.getTime() ?? null,
    }
    return { agent, name: row.name, calendar }
  })
}

/** The names of the agents, and of those the decisions speak of although they are in another team. */
export async function namesOf(
  db: Db | Tx,
  workspaceId: string,
  agents: readonly NamedAgent[],
  decisions: readonly Decision[],
): Promise<Map<string, string>> {
  const names = new Map(agents.map(({ agent, name }) => [agent.id, name]))
  const preferred = decisions.flatMap((decision) => decision.preferred.map(({ agentId }) => agentId))
  const missing = [...new Set(preferred)].filter((id) => !names.has(id))
  if (missing.length === 0) return names
  const rows = await db
    .selectFrom('member')
    .select(['id', 'name'])
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', missing)
    .execute()
  for (const { id, name } of rows) names.set(id, name)
  return names
}

async function loadChannelLimits(
  db: Db | Tx,
  workspaceId: string,
  channelIds: readonly string[],
): Promise<Map<string, number>> {
  if (channelIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('channel')
    .select(['id', 'agent_limit'])
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', channelIds)
    .where('agent_limit', 'is not', null)
    .orderBy('id')
    .execute()
  return new Map(rows.map(({ id, agent_limit }) => [id, agent_limit!]))
}

// Of whatever team: somebody of two teams has one pair of hands.
async function loadRecentTurns(
  db: Db | Tx,
  { workspaceId, settings: { pace } }: AssigningTeam,
  { now, memberIds }: { now: number; memberIds: readonly string[] },
): Promise<Map<string, number[]>> {
  if (pace === null || memberIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('decision')
    .select(['agent_id', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('kind', '=', 'assigned')
    .where('agent_id', 'in', memberIds)
    .where('at', '>', new Date(now - pace.minutes * 60_000))
    .orderBy('at')
    .execute()
  const turns = new Map<string, number[]>()
  for (const { agent_id, at } of rows) turns.set(agent_id!, [...(turns.get(agent_id!) ?? []), at.getTime()])
  return turns
}

function limit(scope: Limit['scope'], max: number | null, load: number): Limit[] {
  return max === null ? [] : [{ scope, max, load }]
}
