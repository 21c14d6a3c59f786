import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../server/src/db/database.ts'
import type { Report } from '../load/load.ts'

const assignedWithinMs = 120_000

export type Verdict = Readonly<{
  /** Acknowledged, and not there exactly once with all that belongs to it. */
  lost: number
  /** When the last one was assigned, in milliseconds since the epoch. */
  lastAssignedAt: number
  assignedP50Ms: number
  assignedP99Ms: number
}>

/** Waits until nobody waits, however long it takes after the last answer. */
export async function untilAllAssigned({ pool }: Database, workspaceId: string): Promise<void> {
  const until = Date.now() + assignedWithinMs
  for (;;) {
    const { rows } = await pool.query<{ waiting: string }>(
      `SELECT count(*) AS waiting FROM conversation
       WHERE workspace_id = $1 AND status = 'open' AND assignee_id IS NULL`,
      [workspaceId],
    )
    const waiting = Number(rows[0]?.waiting)
    if (waiting === 0) return
    if (Date.now() > until) throw new Error(`${waiting} were not assigned in time`)
    await sleep(100)
  }
}

/** Where the database stood before something. */
export type Mark = Readonly<{ sequence: number; at: number }>

export async function markNow(database: Database, workspaceId: string): Promise<Mark> {
  return { sequence: await lastSequence(database, workspaceId), at: Date.now() }
}

export async function lastSequence({ pool }: Database, workspaceId: string): Promise<number> {
  const { rows } = await pool.query<{ last: string }>('SELECT last FROM event_sequence WHERE workspace_id = $1', [
    workspaceId,
  ])
  return Number(rows[0]?.last ?? 0)
}

/**
 * What the database has since the mark of what was acknowledged: each message once, in a conversation of its own with
 * one event of its opening, one of its assignment and one decision.
 */
export async function verify(
  { pool }: Database,
  options: Readonly<{
    workspaceId: string
    since: Mark
    idPrefix: string
    acknowledged: Pick<Report, 'first' | 'end' | 'failed'>
  }>,
): Promise<Verdict> {
  const { workspaceId, since, idPrefix, acknowledged } = options
  const { first, end, failed } = acknowledged
  const { rows } = await pool.query<{ lost: string; last: Date | null; p50: number | null; p99: number | null }>(
    `WITH acknowledged AS (
       SELECT $2 || g AS provider_id FROM generate_series($3::int, $4::int - 1) AS g WHERE g <> ALL ($5::int[])
     ), kept AS (
       SELECT a.provider_id, count(m.id) AS messages, min(m.conversation_id::text)::uuid AS conversation_id
       FROM acknowledged a LEFT JOIN message m
         ON m.workspace_id = $1 AND m.provider_id = a.provider_id AND m.id >= $7
       GROUP BY a.provider_id
     ), events AS (
       SELECT subject_id, count(*) FILTER (WHERE type = 'conversation.opened') AS opened,
         count(*) FILTER (WHERE type = 'conversation.assigned') AS assigned,
         min(at) FILTER (WHERE type = 'conversation.opened') AS opened_at,
         min(at) FILTER (WHERE type = 'conversation.assigned') AS assigned_at
       FROM event WHERE workspace_id = $1 AND sequence > $6 AND type IN ('conversation.opened', 'conversation.assigned')
       GROUP BY subject_id
     ), decided AS (
       SELECT conversation_id, count(*) FILTER (WHERE kind = 'assigned') AS decisions
       FROM decision WHERE workspace_id = $1 AND id >= $7 GROUP BY conversation_id
     ), shared AS (
       SELECT conversation_id FROM kept GROUP BY conversation_id HAVING count(*) > 1
     ), each AS (
       SELECT kept.messages = 1 AND e.opened = 1 AND e.assigned = 1 AND d.decisions = 1
           AND c.assignee_id IS NOT NULL AND NOT EXISTS (SELECT FROM shared s WHERE s.conversation_id = c.id) AS is_whole,
         e.assigned_at, extract(epoch FROM e.assigned_at - e.opened_at)::float8 * 1000 AS ms
       FROM kept
       LEFT JOIN conversation c ON c.workspace_id = $1 AND c.id = kept.conversation_id
       LEFT JOIN events e ON e.subject_id = kept.conversation_id
       LEFT JOIN decided d ON d.conversation_id = kept.conversation_id
     )
     SELECT count(*) FILTER (WHERE is_whole IS NOT TRUE) AS lost, max(assigned_at) AS last,
       percentile_disc(0.5) WITHIN GROUP (ORDER BY ms) AS p50, percentile_disc(0.99) WITHIN GROUP (ORDER BY ms) AS p99
     FROM each`,
    [workspaceId, idPrefix, first, end, failed, since.sequence, firstIdAt(since.at)],
  )
  const row = rows[0]!
  return {
    lost: Number(row.lost),
    lastAssignedAt: row.last?.getTime() ?? 0,
    assignedP50Ms: round(row.p50 ?? 0),
    assignedP99Ms: round(row.p99 ?? 0),
  }
}

// Ids begin with the milliseconds of their making.
function firstIdAt(ms: number): string {
  const time = ms.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100
}
