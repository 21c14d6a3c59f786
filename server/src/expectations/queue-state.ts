import { type Agent, type Calendar, type QueueState, type SharedAgent, usableSlots } from '@fairlead/engine'
import { sql } from 'kysely'
import { loadAgents } from '../assignment/agents.ts'
import type { AssigningTeam } from '../assignment/policy.ts'
import { type Queued, readHead } from '../assignment/waiting.ts'
import type { Db, Tx } from '../db/database.ts'
import { inOrder } from './order.ts'
import { rememberFor } from './remember.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const longestQueue = 10_000

/** A team's queue at one moment: the place of each that waits, and what is known of how fast it moves. */
export type QueueNow = Readonly<{
  /** The share of promises that should hold, as it was recalibrated last. */
  promiseQuantile: number
  isAnyoneOnline: boolean
  /** How many wait; agents who are online, and of those who may take somebody now how many have room. */
  length: number
  online: number
  free: number
  /** Of somebody who comes now, and needs nothing special. */
  newcomer(): QueueState
  /** Null when it does not wait in this queue. Places count from 1, among those who compete for the same agents. */
  stateOf(conversationId: string): QueueState | null
}>

export async function loadQueueNow(db: Db | Tx, team: AssigningTeam, now: number): Promise<QueueNow> {
  const waiting = inOrder(await readHead(db, team, longestQueue), team, now)
  const members = await loadAgents(db, team, { now, channelIds: [] })
  const past = await pastOf(db, team, now)
  const { promise_quantile: promiseQuantile } = await db
    .selectFrom('team')
    .select('promise_quantile')
    .where('workspace_id', '=', team.workspaceId)
    .where('id', '=', team.id)
    .executeTakeFirstOrThrow()
  const lastHour = await loadLastHour(db, team, now)
  const agents = members.map(({ agent }) => agent).filter((agent) => isAround(agent, team))
  const places = placesIn(
    waiting,
    members.map(({ agent }) => agent),
  )
  const byId = new Map(waiting.map((each) => [each.conversationId, each]))
  const head = waiting[0]
  const online = members.filter(({ agent }) => agent.presence === 'online' && !agent.isDeactivated).length
  const stateAt = (position: number, { skills, tried }: Pick<Queued, 'skills' | 'tried'>): QueueState => {
    const serving = agents
      .filter((agent) => canServe(agent, skills) && !tried.includes(agent.id))
      .map((agent) => toShared(agent, past))
    return {
      ...lastHour,
      position,
      slots: usableSlots(serving),
      slotsInUse: usableSlots(serving.map((agent) => ({ ...agent, slots: agent.load }))),
      longRunHandlingMinutes: past.handlingMinutes,
      releasesInSevenDays: past.releases,
      lesMinutes: past.lesMinutes,
      holMinutes: head ? minutesBetween(team.calendar, head.queuedAt, now) : 0,
    }
  }

  return {
    promiseQuantile,
    isAnyoneOnline: online > 0,
    ...{ length: waiting.length, online, free: agents.filter(hasRoom).length },
    newcomer: () => stateAt(waiting.length + 1, { skills: [], tried: [] }),
    stateOf(id) {
      const [queued, position] = [byId.get(id), places.get(id)]
      return queued === undefined || position === undefined ? null : stateAt(position, queued)
    },
  }
}

function hasRoom({ limits }: Agent): boolean {
  return limits.every(({ max, load }) => load < max)
}

type Past = Readonly<{
  releases: number
  handlingMinutes: number
  lesMinutes: number
  /** By agent: how many they gave back here, and in all of their teams; and how many teams those are. */
  shares: ReadonlyMap<string, Omit<SharedAgent, 'slots'>>
}>

/** The last seven days, which an hour changes little. */
const pastOf = rememberFor(minuteMs, ({ workspaceId, id }: AssigningTeam) => `${workspaceId} ${id}`, loadPast)

async function loadPast(db: Db | Tx, team: AssigningTeam, now: number): Promise<Past> {
  const { workspaceId, id, calendar } = team
  const since = new Date(now - 7 * dayMs)
  const { rows: held } = await sql<{ began_at: Date; ended_at: Date }>`
    SELECT began_at, ended_at FROM stay
    WHERE workspace_id = ${workspaceId} AND team_id = ${id} AND agent_id IS NOT NULL AND ended_at > ${since}
    ORDER BY ended_at DESC LIMIT 5000`.execute(db)
  const { rows: served } = await sql<{ began_at: Date; ended_at: Date }>`
    SELECT s.began_at, s.ended_at FROM stay s
    JOIN stay_or_now n ON n.workspace_id = s.workspace_id AND n.conversation_id = s.conversation_id
      AND n.began_at = s.ended_at AND n.agent_id IS NOT NULL
    WHERE s.workspace_id = ${workspaceId} AND s.team_id = ${id} AND s.agent_id IS NULL AND s.ended_at > ${since}
    ORDER BY s.ended_at DESC LIMIT 1`.execute(db)
  const { rows: shares } = await sql<{ agent_id: string; teams: number; here: number; everywhere: number }>`
    SELECT tm.member_id AS agent_id,
      (SELECT count(*)::int FROM team_member o JOIN team t ON t.workspace_id = o.workspace_id AND t.id = o.team_id
        WHERE o.workspace_id = tm.workspace_id AND o.member_id = tm.member_id AND t.deleted_at IS NULL) AS teams,
      count(s.id) FILTER (WHERE s.team_id = tm.team_id)::int AS here, count(s.id)::int AS everywhere
    FROM team_member tm
    LEFT JOIN stay s ON s.workspace_id = tm.workspace_id AND s.agent_id = tm.member_id AND s.ended_at > ${since}
    WHERE tm.workspace_id = ${workspaceId} AND tm.team_id = ${id}
    GROUP BY tm.workspace_id, tm.team_id, tm.member_id`.execute(db)

  const spans = held.map((row) => minutesBetween(calendar, row.began_at.getTime(), row.ended_at.getTime()))
  const last = served[0]
  return {
    releases: held.length,
    handlingMinutes: spans.length === 0 ? 0 : spans.reduce((sum, each) => sum + each, 0) / spans.length,
    lesMinutes: last ? minutesBetween(calendar, last.began_at.getTime(), last.ended_at.getTime()) : 0,
    shares: new Map(
      shares.map((row) => [row.agent_id, { teams: row.teams, releasesHere: row.here, releasesInAll: row.everywhere }]),
    ),
  }
}

// What was held and waited in the last 60 minutes in which the team was open.
async function loadLastHour(db: Db | Tx, { workspaceId, id, calendar }: AssigningTeam, now: number) {
  const from = hourBefore(calendar, now)
  const { rows } = await sql<{ agent_id: string | null; began_at: Date; ended_at: Date | null; goes_on: boolean }>`
    SELECT s.agent_id, s.began_at, s.ended_at, s.ended_at IS NOT NULL AND EXISTS (SELECT FROM stay_or_now n WHERE n.workspace_id = s.workspace_id
      AND n.conversation_id = s.conversation_id AND n.began_at = s.ended_at) AS goes_on
    FROM stay_or_now s
    WHERE s.workspace_id = ${workspaceId} AND s.team_id = ${id}
      AND (s.ended_at IS NULL OR s.ended_at > ${new Date(from)})`.execute(db)
  const within = (row: (typeof rows)[number]) =>
    minutesBetween(calendar, Math.max(from, row.began_at.getTime()), row.ended_at?.getTime() ?? now)
  const held = rows.filter((row) => row.agent_id !== null)
  const waited = rows.filter((row) => row.agent_id === null)
  return {
    releases: held.filter((row) => row.ended_at !== null).length,
    busySlotMinutes: held.reduce((sum, row) => sum + within(row), 0),
    // Who neither went to an agent nor on to another team left.
    abandoned: waited.filter((row) => row.ended_at !== null && !row.goes_on).length,
    waitingMinutes: waited.reduce((sum, row) => sum + within(row), 0),
  }
}

// There is no subtraction of business time: the latest instant from which an hour of it has gone by is searched for.
function hourBefore(calendar: Calendar, now: number): number {
  let [low, high] = [now - 7 * dayMs, now - hourMs]
  while (high - low > minuteMs) {
    const middle = (low + high) / 2
    if (calendar.businessMs(middle, now) >= hourMs) low = middle
    else high = middle
  }
  return calendar.businessMs(high, now) >= hourMs ? high : low
}

function isAround({ isDeactivated, isExcluded, isInHours, presence }: Agent, { policy }: AssigningTeam): boolean {
  const isPresent = presence === 'online' || (!policy.onlineOnly && (presence === 'offline' || policy.assignWhenBusy))
  return !isDeactivated && !isExcluded && isInHours && isPresent
}

function canServe(agent: Agent, skills: readonly string[]): boolean {
  return skills.every((skill) => agent.skills.includes(skill))
}

// Somebody without a limit is never waited for; what they have is what they can.
function toShared(agent: Agent, { shares }: Past): SharedAgent & { load: number } {
  const limits = agent.limits.filter(({ scope }) => scope !== 'channel').map(({ max }) => max)
  return {
    slots: limits.length === 0 ? Math.max(1, agent.load) : Math.min(...limits),
    load: agent.load,
    ...(shares.get(agent.id) ?? { teams: 1, releasesHere: 0, releasesInAll: 0 }),
  }
}

/** The place of each among those ahead of it that some agent of its own could serve, too. */
function placesIn(waiting: readonly Queued[], agents: readonly Agent[]): Map<string, number> {
  const kinds = new Map<string, { able: ReadonlySet<string>; count: number }>()
  const places = new Map<string, number>()
  for (const { conversationId, skills } of waiting) {
    const key = skills.toSorted().join()
    let kind = kinds.get(key)
    if (kind === undefined) {
      const able = new Set(agents.filter((agent) => canServe(agent, skills)).map(({ id }) => id))
      kind = { able, count: 0 }
      kinds.set(key, kind)
    }
    const { able } = kind
    const ahead = [...kinds.values()].filter((other) => other === kind || !able.isDisjointFrom(other.able))
    places.set(conversationId, 1 + ahead.reduce((sum, other) => sum + other.count, 0))
    kind.count += 1
  }
  return places
}

function minutesBetween(calendar: Calendar, from: number, to: number): number {
  return calendar.businessMs(from, to) / minuteMs
}
