import type { Waiting } from '@fairlead/engine'
import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../db/database.ts'
import type { AssignmentWish } from '../db/decision-columns.ts'
import { uuids } from './loads.ts'
import type { AssigningTeam } from './policy.ts'

export type Queued = Waiting &
  Readonly<{
    /** What was recorded last of why nobody has it. */
    queuedReason: string | null
    /** Empty where the policy prefers nobody. */
    contactName: string
    /** From 1, in the whole queue of the team; null when it was not counted. */
    rank: number | null
  }>

const none: readonly string[] = []
const maxHops = 3
/** Of those behind the head; the next look takes the next. */
const atOnce = 200
const mostNear = 1000

type Row = {
  id: string
  contact_name: string
  channel_id: string
  weight: number
  priority: Waiting['priority']
  /** Seconds since the epoch. */
  queued_since: number
  queued_at: number
  queued_reason: string | null
  /** Null: none. */
  tried: string[] | null
  skill_ids: string[] | null
  language_skill_id: string | null
  owner_id: string | null
  previous_id: string | null
  overflowed_from: string[] | null
  assignment_wish: AssignmentWish | null
}

type Ranked = Readonly<{ id: string; rank: number | null }>

/** The first of a team's queue, as they are now. */
export async function readHead(db: Db | Tx, team: AssigningTeam, limit: number): Promise<Queued[]> {
  return select(db, team, await rankHead(db, team, limit))
}

/** The same, held; `isWhole`: nobody stands behind them. */
export async function holdHead(
  tx: Tx,
  team: AssigningTeam,
  limit: number,
): Promise<{ waiting: Queued[]; isWhole: boolean }> {
  const ranked = await rankHead(tx, team, limit)
  return { waiting: await select(tx, team, ranked, held(team)), isWhole: ranked.length < limit }
}

async function rankHead(db: Db | Tx, team: AssigningTeam, limit: number): Promise<Ranked[]> {
  const { rows } = await sql<{ id: string }>`/* look.head */
    SELECT c.id FROM ${waitingIn(team)} ORDER BY c.queue_order, c.id LIMIT ${limit}`.execute(db)
  return rows.map(({ id }, index) => ({ id, rank: index + 1 }))
}

/**
 * Those behind the head that may be decided before their turn: new ones, of whom nothing is recorded yet; those that
 * have waited long enough to go to another team; and those whose deadline is near.
 */
export async function readBehind(
  db: Db | Tx,
  team: AssigningTeam,
  { head, now }: { head: readonly Queued[]; now: number },
): Promise<Queued[]> {
  const headIds = uuids(head.map(({ conversationId }) => conversationId))
  const behind = sql`SELECT c.id FROM ${waitingIn(team)} AND c.id <> ALL (${headIds}::uuid[])`
  const near = nearDeadlineBefore(team, now)
  const afterMinutes = team.policy.overflow?.afterMinutes ?? null
  const overdue = afterMinutes === null ? null : new Date(now - afterMinutes * 60_000)
  const { rows } = await sql<{ id: string }>`
    (${behind} AND c.queued_reason IS NULL ORDER BY c.queue_order, c.id LIMIT ${atOnce})
    UNION (${behind} AND c.queued_at <= ${overdue}::timestamptz AND ${canOverflow(team)} ORDER BY c.queued_at, c.id LIMIT ${atOnce})
    UNION (${behind} AND c.queued_since <= ${near}::timestamptz ORDER BY c.queued_since, c.id LIMIT ${mostNear})`.execute(
    db,
  )
  if (rows.length === 0) return []
  const { rows: ranked } = await sql<Ranked>`
    SELECT q.id, q.rank FROM (
      SELECT c.id, row_number() OVER (ORDER BY c.queue_order, c.id)::int AS rank FROM ${waitingIn(team)}) AS q
    WHERE q.id = ANY (${rows.map(({ id }) => id)}::uuid[]) ORDER BY q.rank`.execute(db)
  return select(db, team, ranked)
}

/** Those of the ids that still wait, held. */
export async function holdWaiting(tx: Tx, team: AssigningTeam, ids: readonly string[]): Promise<Queued[]> {
  return select(
    tx,
    team,
    ids.map((id) => unranked({ id })),
    held(team),
  )
}

// Whoever had to be waited for is looked at again, as they are then. In the order of ids, like everywhere. Written so
// that the index of the queue does not fit: PostgreSQL would read all of a long queue to find these.
function held({ id }: AssigningTeam): RawBuilder<unknown> {
  return sql`AND c.team_id = ${id} AND c.status || '' = 'open' AND c.assignee_id IS NULL
    ORDER BY c.id FOR NO KEY UPDATE OF c`
}

/** One conversation as this team would see it, whatever its state. */
export async function readAsWaiting(db: Db | Tx, team: AssigningTeam, id: string): Promise<Queued | null> {
  const [conversation] = await select(db, team, [unranked({ id })])
  return conversation ?? null
}

/** How those who wait differ in who may take them: one example of each kind, and no more kinds than `most`. */
export async function readKinds(db: Db | Tx, team: AssigningTeam, most: number): Promise<Queued[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT (array_agg(c.id))[1] AS id FROM ${waitingIn(team)}
    GROUP BY c.channel_id, c.skill_ids, c.tried, c.assignment_wish, ${languageOf(team)} LIMIT ${most}`.execute(db)
  return select(db, team, rows.map(unranked))
}

/** When the next of the whole queue has waited long enough for another team; null when none will. */
export async function nextOverflowAt(db: Db | Tx, team: AssigningTeam): Promise<number | null> {
  const afterMinutes = team.policy.overflow?.afterMinutes ?? null
  if (afterMinutes === null) return null
  const { rows } = await sql<{ first: Date | null }>`
    SELECT min(c.queued_at) AS first FROM ${waitingIn(team)} AND ${canOverflow(team)}`.execute(db)
  const first = rows[0]?.first
  return first ? first.getTime() + afterMinutes * 60_000 : null
}

export async function countWaiting(db: Db | Tx, team: AssigningTeam): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM ${waitingIn(team)}`.execute(db)
  return rows[0]!.count
}

function waitingIn({ workspaceId, id }: AssigningTeam): RawBuilder<unknown> {
  return sql`conversation c WHERE c.workspace_id = ${workspaceId} AND c.team_id = ${id}
    AND c.status = 'open' AND c.assignee_id IS NULL`
}

function canOverflow({ overflowTeam }: AssigningTeam): RawBuilder<boolean> {
  if (overflowTeam === null) return sql`false`
  return sql`cardinality(c.overflowed_from) < ${maxHops} AND NOT ${overflowTeam.id}::uuid = ANY (c.overflowed_from)`
}

function languageOf({ settings }: AssigningTeam): RawBuilder<string | null> {
  if (!settings.matchLanguage) return sql`NULL::uuid`
  return sql`(SELECT s.id FROM contact k JOIN skill s ON s.workspace_id = k.workspace_id
      AND s.language = lower((regexp_split_to_array(k.locale, '[-_]'))[1])
    WHERE k.workspace_id = c.workspace_id AND k.id = c.contact_id)`
}

function unranked({ id }: { id: string }): Ranked {
  return { id, rank: null }
}

// In the order given. Whom a policy does not ask for is not looked up.
//
// Ids are asked for as a list, and contacts by their key. A planner that believes a workspace to be nearly empty (it
// was, when the statistics were taken) would join by comparing all of the queue with all of the workspace: minutes.
async function select(
  db: Db | Tx,
  team: AssigningTeam,
  ranked: readonly Ranked[],
  more: RawBuilder<unknown> | null = null,
): Promise<Queued[]> {
  if (ranked.length === 0) return []
  const { settings } = team
  const previous = sql`(SELECT p.last_agent_id FROM conversation p
    WHERE p.workspace_id = c.workspace_id AND p.contact_id = c.contact_id AND p.last_agent_id IS NOT NULL
    ORDER BY p.last_agent_at DESC LIMIT 1)`
  const contact = sql`CROSS JOIN LATERAL (
    SELECT k.name, k.owner_id FROM contact k WHERE k.workspace_id = c.workspace_id AND k.id = c.contact_id OFFSET 0) AS k`
  const { owner, previous: isPrevious, matchLanguage } = settings
  // Sentences name whoever has a preferred agent.
  const hasContact = owner !== null || isPrevious !== null
  const variant = [owner && 'owner', isPrevious && 'previous', matchLanguage && 'language', more && 'held']
  const { rows } = await sql<Row>`${sql.raw(`/* look.waiting.${variant.filter(Boolean).join('.')} */`)}
    SELECT c.id, ${hasContact ? sql`k.name` : sql`''`} AS contact_name, c.channel_id, h.weight, c.priority,
      date_part('epoch', c.queued_since) AS queued_since, date_part('epoch', c.queued_at) AS queued_at, c.queued_reason,
      NULLIF(c.tried, '{}') AS tried, NULLIF(c.skill_ids, '{}') AS skill_ids, ${languageOf(team)} AS language_skill_id,
      ${settings.owner ? sql`k.owner_id` : sql`NULL::uuid`} AS owner_id,
      ${settings.previous ? previous : sql`NULL::uuid`} AS previous_id,
      NULLIF(c.overflowed_from, '{}') AS overflowed_from, c.assignment_wish
    FROM conversation c
    JOIN channel h ON h.workspace_id = c.workspace_id AND h.id = c.channel_id
    ${hasContact ? contact : sql``}
    WHERE c.workspace_id = ${team.workspaceId} AND c.id = ANY (${uuids(ranked.map(({ id }) => id))}::uuid[])
      ${more ?? sql``}`.execute(db)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ranked.flatMap(({ id, rank }) => {
    const row = byId.get(id)
    return row ? [toQueued(row, rank, team)] : []
  })
}

function toQueued(row: Row, rank: number | null, team: AssigningTeam): Queued {
  const { overflowTeam } = team
  const waitingSince = toMs(row.queued_since)
  const skills = row.skill_ids ?? none
  const overflowedFrom = row.overflowed_from ?? none
  return {
    conversationId: row.id,
    channelId: row.channel_id,
    waitingSince,
    queuedAt: toMs(row.queued_at),
    priority: row.priority,
    deadlineAt: deadlineOf(team, waitingSince),
    weight: row.weight,
    skills: row.language_skill_id === null ? skills : [...new Set([...skills, row.language_skill_id])],
    ownerId: row.owner_id,
    previousId: row.previous_id,
    tried: row.tried ?? none,
    canOverflow: overflowTeam !== null && overflowedFrom.length < maxHops && !overflowedFrom.includes(overflowTeam.id),
    wish: row.assignment_wish,
    queuedReason: row.queued_reason,
    contactName: row.contact_name,
    rank,
  }
}

// To the microsecond, which a date has not.
function toMs(seconds: number): number {
  return Math.floor(Math.round(seconds * 1_000_000) / 1000)
}

export function deadlineOf({ settings: { firstReplyMinutes }, calendar }: AssigningTeam, since: number): number | null {
  return firstReplyMinutes === null ? null : calendar.addBusinessMs(since, firstReplyMinutes * 60_000)
}

/** Who waits since before has a near deadline: later ones never have an earlier one, so that it can be searched for. */
export function nearDeadlineBefore(team: AssigningTeam, now: number): Date | null {
  const { firstReplyMinutes, deadlineNearMinutes } = team.settings
  if (firstReplyMinutes === null) return null

  const nearUntil = now + deadlineNearMinutes * 60_000
  const isNear = (since: number) => (deadlineOf(team, since) ?? Infinity) <= nearUntil
  let [near, far] = [now - 400 * 86_400_000, now + 1]
  if (!isNear(near)) return null
  while (far - near > 1) {
    const middle = Math.floor((near + far) / 2)
    if (isNear(middle)) near = middle
    else far = middle
  }
  return new Date(near)
}
