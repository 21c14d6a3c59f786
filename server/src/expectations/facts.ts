import type { Announcement } from '@fairlead/engine'
import type { ChannelType, ExpectationKind, Hours } from '@fairlead/sdk'
import { sql } from 'kysely'
import { type AssigningTeam, loadPolicy } from '../assignment/policy.ts'
import { windowEnd } from '../conversations/present.ts'
import type { Db, Tx } from '../db/database.ts'

/** What was told before: of which kind, for which state, and what was announced with it. */
export type Told = Readonly<{
  kind: ExpectationKind
  state: string
  toldAt: number
  messageId: string | null
  announced: Readonly<{ position: number; announcement: Announcement | null }> | null
}>

/** A conversation as far as it matters for what its contact is told. Times in milliseconds since the epoch. */
export type Facts = Readonly<{
  workspaceId: string
  id: string
  channelId: string
  channelType: ChannelType
  /** And may be used to write to the contact, by a machine. */
  isChannelWorking: boolean
  windowEndsAt: number | null
  status: 'open' | 'snoozed' | 'closed'
  assigneeId: string | null
  assignedAt: number | null
  /** A member wrote since it was assigned. */
  hasBeenReplied: boolean
  waitingSince: number | null
  queuedAt: number
  /** What the engine said last of why nobody has it; null: it has not looked yet. */
  queuedReason: string | null
  tried: readonly string[]
  /** The stretch of waiting, or of being held, that it is in; null when it is not open. */
  stayId: string | null
  contactName: string
  contactLocale: string | null
  agentName: string | null
  workspaceName: string
  workspaceHours: Hours | null
  teamId: string | null
  told: readonly Told[]
  /** Something happened that may settle a promise. */
  maySettle: boolean
}>

/** To one sender of mail, in a day. */
const mostAutomaticAnswers = 5

/** The conversations, in the order of their ids. */
export async function loadFacts(
  db: Db | Tx,
  workspaceId: string,
  ids: readonly string[],
  now: number,
): Promise<Facts[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Row>`
    SELECT c.workspace_id, c.id, c.channel_id, h.type AS channel_type, c.last_contact_message_at,
      h.status = 'active' AND h.deleted_at IS NULL AND NOT EXISTS (SELECT FROM identity i
        WHERE i.workspace_id = c.workspace_id AND i.channel_id = c.channel_id AND i.contact_id = c.contact_id
          AND (c.address IS NULL OR c.address = i.address)
          AND (i.blocked_at IS NOT NULL OR i.opted_out_at IS NOT NULL))
        AND CASE WHEN h.type = 'email' THEN ${mayAnswerMail(now)} ELSE true END AS is_channel_working,
      c.status, c.assignee_id, c.assigned_at, c.waiting_since, c.queued_at, c.queued_reason, c.tried, c.team_id,
      k.name AS contact_name, k.locale AS contact_locale, m.name AS agent_name, w.name AS workspace_name,
      w.hours AS workspace_hours,
      CASE WHEN c.status = 'open' THEN c.stay_id END AS stay_id,
      c.assigned_at IS NOT NULL AND EXISTS (SELECT FROM message r WHERE r.workspace_id = c.workspace_id
        AND r.conversation_id = c.id AND r.author_type = 'member' AND NOT r.is_note
        AND r.at >= c.assigned_at) AS has_been_replied,
      coalesce((SELECT jsonb_agg(jsonb_build_object('kind', e.kind, 'state', e.state, 'announced', e.announced,
          'messageId', e.message_id,          'toldAt', extract(epoch FROM e.told_at) * 1000) ORDER BY e.told_at)
        FROM expectation e WHERE e.workspace_id = c.workspace_id AND e.conversation_id = c.id), '[]') AS told,
      EXISTS (SELECT FROM promise p WHERE p.workspace_id = c.workspace_id AND p.conversation_id = c.id
        AND p.outcome IS NULL AND (c.status <> 'open' OR c.waiting_since IS NULL OR p.latest_at < ${new Date(now)}
          OR (c.assignee_id IS NOT NULL AND p.kind <> 'reply'))) AS may_settle
    FROM conversation c
    JOIN workspace w ON w.id = c.workspace_id
    JOIN channel h ON h.workspace_id = c.workspace_id AND h.id = c.channel_id
    JOIN contact k ON k.workspace_id = c.workspace_id AND k.id = c.contact_id
    LEFT JOIN member m ON m.workspace_id = c.workspace_id AND m.id = c.assignee_id
    WHERE c.workspace_id = ${workspaceId} AND c.id = ANY (${ids}::uuid[])
    ORDER BY c.id`.execute(db)
  return rows.map(toFacts)
}

// A machine never answers a machine. What does not say that it is one is found out by how often it was told something.
function mayAnswerMail(now: number) {
  const since = new Date(now - 24 * 3_600_000)
  return sql`(
    coalesce((SELECT coalesce(a.content ->> 'isAutomatic', '') <> 'true' FROM message a
      WHERE a.workspace_id = c.workspace_id AND a.conversation_id = c.id AND a.author_type = 'contact'
      ORDER BY a.id DESC LIMIT 1), true)
    AND ${mostAutomaticAnswers} > (SELECT count(*) FROM conversation o
      JOIN message s ON s.workspace_id = o.workspace_id AND s.conversation_id = o.id
      WHERE o.workspace_id = c.workspace_id AND o.channel_id = c.channel_id AND o.contact_id = c.contact_id
        AND o.last_activity_at > ${since} AND s.author_type = 'system' AND NOT s.is_note AND s.at > ${since}))`
}

/** The teams of the conversations that have something to tell, by id. */
export async function loadTellingTeams(
  db: Db | Tx,
  facts: readonly Facts[],
  now: number,
): Promise<Map<string, AssigningTeam>> {
  const teams = new Map<string, AssigningTeam>()
  for (const { workspaceId, teamId } of facts) {
    if (teamId === null || teams.has(teamId)) continue
    const team = await loadPolicy(db, workspaceId, teamId, now)
    if (team) teams.set(teamId, team)
  }
  return teams
}

/** The database's clock, which also says when a conversation was assigned and how long it waited. */
export async function readClock(db: Db | Tx): Promise<number> {
  const { rows } = await sql<{ now: Date }>`SELECT clock_timestamp() AS now`.execute(db)
  return rows[0]!.now.getTime()
}

type Row = {
  workspace_id: string
  id: string
  channel_id: string
  channel_type: ChannelType
  is_channel_working: boolean
  last_contact_message_at: Date | null
  status: Facts['status']
  assignee_id: string | null
  assigned_at: Date | null
  waiting_since: Date | null
  queued_at: Date
  queued_reason: string | null
  tried: string[]
  team_id: string | null
  contact_name: string
  contact_locale: string | null
  agent_name: string | null
  workspace_name: string
  workspace_hours: Hours | null
  stay_id: string | null
  has_been_replied: boolean
  told: Told[]
  may_settle: boolean
}

function toFacts(row: Row): Facts {
  return {
    workspaceId: row.workspace_id,
    id: row.id,
    channelId: row.channel_id,
    channelType: row.channel_type,
    isChannelWorking: row.is_channel_working,
    windowEndsAt: windowEnd(row.channel_type, row.last_contact_message_at)?.getTime() ?? null,
    status: row.status,
    assigneeId: row.assignee_id,
    assignedAt: row.assigned_at?.getTime() ?? null,
    hasBeenReplied: row.has_been_replied,
    waitingSince: row.waiting_since?.getTime() ?? null,
    queuedAt: row.queued_at.getTime(),
    queuedReason: row.queued_reason,
    tried: row.tried,
    stayId: row.stay_id,
    contactName: row.contact_name,
    contactLocale: row.contact_locale,
    agentName: row.agent_name,
    workspaceName: row.workspace_name,
    workspaceHours: row.workspace_hours,
    teamId: row.team_id,
    told: row.told,
    maySettle: row.may_settle,
  }
}
