import type { Agent, Limit, Policy, Priority, Waiting } from '@fairlead/engine'
import { sql } from 'kysely'
import type { Db, Tx } from '../db/database.ts'

const boostMs: Record<Priority, number> = { urgent: 86_400_000, high: 3_600_000, normal: 0, low: -3_600_000 }

export type TeamPolicy = Readonly<{ policy: Policy; agentLimit: number | null; version: number }>

/** The policy a team has now; null when the team is gone. */
export async function loadPolicy(db: Db | Tx, workspaceId: string, teamId: string): Promise<TeamPolicy | null> {
  const row = await db
    .selectFrom('team as t')
    .innerJoin('policy as p', (join) =>
      join
        .onRef('p.workspace_id', '=', 't.workspace_id')
        .onRef('p.team_id', '=', 't.id')
        .onRef('p.version', '=', 't.policy_version'),
    )
    .select(['p.settings', 'p.version'])
    .where('t.workspace_id', '=', workspaceId)
    .where('t.id', '=', teamId)
    .where('t.deleted_at', 'is', null)
    .executeTakeFirst()
  if (!row) return null
  const { strategy, onlineOnly, assignWhenBusy, agentLimit } = row.settings
  return { policy: { strategy, onlineOnly, assignWhenBusy }, agentLimit, version: row.version }
}

/**
 * Holds the members of a team, always in id order, until the transaction ends: two conversations may want the same
 * agent at once, so nobody else gives them any until their load is written.
 */
export async function lockAgents(tx: Tx, workspaceId: string, teamId: string): Promise<void> {
  await sql`SELECT FROM member WHERE workspace_id = ${workspaceId} AND id IN (
      SELECT member_id FROM team_member WHERE workspace_id = ${workspaceId} AND team_id = ${teamId})
    ORDER BY id FOR NO KEY UPDATE`.execute(tx)
}

export type NamedAgent = Agent & Readonly<{ name: string }>

/** The members of a team as the engine sees them, with loads counted from the conversations themselves. */
export async function loadAgents(
  db: Db | Tx,
  { workspaceId, teamId, teamLimit }: { workspaceId: string; teamId: string; teamLimit: number | null },
): Promise<NamedAgent[]> {
  const { rows } = await sql<{
    id: string
    name: string
    presence: Agent['presence']
    is_deactivated: boolean
    is_excluded: boolean
    personal_limit: number | null
    last_assigned_at: number | null
    load: number
    team_load: number
  }>`
    SELECT m.id, m.name, m.presence, m.deactivated_at IS NOT NULL AS is_deactivated, m.is_excluded,
      coalesce(m.agent_limit, w.agent_limit) AS personal_limit, tm.last_assigned_at,
      coalesce(held.load, 0)::int AS load, coalesce(held.team_load, 0)::int AS team_load
    FROM team_member tm
    JOIN member m ON m.workspace_id = tm.workspace_id AND m.id = tm.member_id
    JOIN workspace w ON w.id = tm.workspace_id
    LEFT JOIN LATERAL (
      SELECT count(*) AS load, count(*) FILTER (WHERE c.team_id = tm.team_id) AS team_load
      FROM conversation c
      WHERE c.workspace_id = tm.workspace_id AND c.assignee_id = tm.member_id AND c.status = 'open'
    ) AS held ON true
    WHERE tm.workspace_id = ${workspaceId} AND tm.team_id = ${teamId}
    ORDER BY m.id`.execute(db)

  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    presence: row.presence,
    isDeactivated: row.is_deactivated,
    isExcluded: row.is_excluded,
    load: row.load,
    lastAssignedAt: row.last_assigned_at,
    limits: [
      ...(row.personal_limit === null ? [] : [limit('agent', row.personal_limit, row.load)]),
      ...(teamLimit === null ? [] : [limit('team', teamLimit, row.team_load)]),
    ],
  }))
}

export type Queued = Waiting & Readonly<{ queuedReason: string | null }>

/** The first of a team's queue, as they are now. */
export async function readHead(
  tx: Tx,
  { workspaceId, teamId, limit: most }: { workspaceId: string; teamId: string; limit: number },
): Promise<Queued[]> {
  const rows = await selectWaiting(tx, workspaceId, teamId).orderBy('queue_order').orderBy('id').limit(most).execute()
  return rows.map(toQueued)
}

/** Those of the head that still wait, held: in the order of ids, like everywhere. */
export async function holdWaiting(
  tx: Tx,
  { workspaceId, teamId }: { workspaceId: string; teamId: string },
  head: readonly Queued[],
): Promise<Queued[]> {
  const ids = head.map(({ conversationId }) => conversationId)
  const rows = await selectWaiting(tx, workspaceId, teamId)
    .where('id', 'in', ids)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  return rows.map(toQueued)
}

function selectWaiting(tx: Tx, workspaceId: string, teamId: string) {
  return tx
    .selectFrom('conversation')
    .select(['id', 'channel_id', 'queue_order', 'priority', 'queued_reason'])
    .where('workspace_id', '=', workspaceId)
    .where('team_id', '=', teamId)
    .where('status', '=', 'open')
    .where('assignee_id', 'is', null)
}

function toQueued(row: {
  id: string
  channel_id: string
  queue_order: Date
  priority: Priority
  queued_reason: string | null
}): Queued {
  return {
    conversationId: row.id,
    channelId: row.channel_id,
    waitingSince: row.queue_order.getTime() + boostMs[row.priority],
    priority: row.priority,
    weight: 1,
    tried: [],
    queuedReason: row.queued_reason,
  }
}

function limit(scope: Limit['scope'], max: number, load: number): Limit {
  return { scope, max, load }
}
