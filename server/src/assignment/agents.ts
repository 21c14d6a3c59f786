import type { Agent, Calendar, Decision, Limit } from '@fairlead/engine'
import type { Hours } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Db, Tx } from '../db/database.ts'
import { type Load, loadLoads } from './loads.ts'
import { type AssigningTeam, calendarOfMember } from './policy.ts'

/** An agent with what only people need to know, when they work, and what they hold of the team. */
export type NamedAgent = Readonly<{ agent: Agent; name: string; calendar: Calendar; teamLoad: number }>

type Row = {
  id: string
  name: string
  presence: Agent['presence']
  is_deactivated: boolean
  is_excluded: boolean
  hours: Hours | null
  /** Null: none. */
  skill_ids: string[] | null
  wrap_up_until: Date | null
  personal_limit: number | null
  last_assigned_at: number | null
  tier: number
  weight: number
  weighted_turn: number | null
}

/**
 * The members of a team as the engine sees them, with what they hold. `channelIds`: whose limits matter; all else is
 * asked for before they are known.
 */
export async function loadAgents(
  db: Db | Tx,
  team: AssigningTeam,
  { now, channelIds }: { now: number; channelIds: readonly string[] | Promise<readonly string[]> },
): Promise<NamedAgent[]> {
  const { settings } = team
  const [rows, allLimits, loads, turns, wanted] = await Promise.all([
    loadMembers(db, team),
    loadChannelLimits(db, team),
    loadLoads(db, team),
    loadRecentTurns(db, team, now),
    channelIds,
  ])
  const channelLimits = allLimits.filter(([id]) => wanted.includes(id))
  const isInHours = rememberedFor(now)

  return rows.map((row) => {
    const calendar = calendarOfMember(team, row.hours, now)
    const held = loads.get(row.id) ?? nothing
    const agent: Agent = {
      id: row.id,
      presence: row.presence,
      isDeactivated: row.is_deactivated,
      isExcluded: row.is_excluded,
      isInHours: isInHours(calendar),
      limits: limitsOf(held, { agent: row.personal_limit, team: settings.agentLimit, channels: channelLimits }),
      load: held.load,
      lastAssignedAt: row.last_assigned_at,
      tier: row.tier,
      weight: row.weight,
      weightedTurn: row.weighted_turn,
      skills: row.skill_ids ?? none,
      recentTurns: turns.get(row.id) ?? none,
      wrapUpUntil: row.wrap_up_until?.getTime() ?? null,
    }
    return { agent, name: row.name, calendar, teamLoad: held.teamLoad }
  })
}

async function loadMembers(db: Db | Tx, { workspaceId, id }: AssigningTeam): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`/* look.agents */
    SELECT m.id, m.name, m.presence, m.deactivated_at IS NOT NULL AS is_deactivated, m.is_excluded, m.hours,
      NULLIF(m.skill_ids, '{}') AS skill_ids,
      m.wrap_up_until, coalesce(m.agent_limit, w.agent_limit) AS personal_limit,
      tm.last_assigned_at, tm.tier, tm.weight, tm.weighted_turn
    FROM team_member tm
    JOIN member m ON m.workspace_id = tm.workspace_id AND m.id = tm.member_id
    JOIN workspace w ON w.id = tm.workspace_id
    WHERE tm.workspace_id = ${workspaceId} AND tm.team_id = ${id}
    ORDER BY m.id`.execute(db)
  return rows
}

const none: readonly never[] = []
const nothing: Load = { load: 0, teamLoad: 0, channelLoads: {} }

// Nearly all share the calendar of their team, which takes its time to say.
function rememberedFor(now: number): (calendar: Calendar) => boolean {
  const known = new Map<Calendar, boolean>()
  return (calendar) => {
    const isOpen = known.get(calendar) ?? calendar.isOpen(now)
    known.set(calendar, isOpen)
    return isOpen
  }
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

async function loadChannelLimits(db: Db | Tx, { workspaceId }: AssigningTeam): Promise<[string, number][]> {
  const { rows } = await sql<{ id: string; agent_limit: number }>`/* look.limits */
    SELECT id, agent_limit FROM channel WHERE workspace_id = ${workspaceId} AND agent_limit IS NOT NULL
    ORDER BY id`.execute(db)
  return rows.map(({ id, agent_limit }) => [id, agent_limit])
}

// Of whatever team: somebody of two teams has one pair of hands.
async function loadRecentTurns(
  db: Db | Tx,
  { workspaceId, id, settings: { pace } }: AssigningTeam,
  now: number,
): Promise<Map<string, number[]>> {
  if (pace === null) return new Map()
  const { rows } = await sql<{ agent_id: string; turns: number[] }>`/* look.turns */
    SELECT tm.member_id AS agent_id, d.turns FROM team_member tm
    CROSS JOIN LATERAL (SELECT array_agg((extract(epoch FROM d.at) * 1000)::float8 ORDER BY d.at) AS turns FROM decision d
      WHERE d.workspace_id = tm.workspace_id AND d.agent_id = tm.member_id AND d.kind = 'assigned'
        AND d.at > ${new Date(now - pace.minutes * 60_000)}) AS d
    WHERE tm.workspace_id = ${workspaceId} AND tm.team_id = ${id} AND d.turns IS NOT NULL`.execute(db)
  return new Map(rows.map(({ agent_id, turns }) => [agent_id, turns]))
}

type Limits = Readonly<{ agent: number | null; team: number | null; channels: readonly (readonly [string, number])[] }>

function limitsOf({ load, teamLoad, channelLoads }: Load, { agent, team, channels }: Limits): readonly Limit[] {
  const limits: Limit[] = []
  if (agent !== null) limits.push({ scope: 'agent', max: agent, load })
  if (team !== null) limits.push({ scope: 'team', max: team, load: teamLoad })
  for (const [channelId, max] of channels) {
    limits.push({ scope: 'channel', max, load: channelLoads[channelId] ?? 0, channelId })
  }
  return limits
}
