/** What is asked of the database for `/metrics`. Counts end at `most`: the figure then means "at least". */
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

const most = 10_000
/** More teams than a dashboard can show are left out, those with the least in their queues first. */
const mostTeams = 2_000
/** The head of a queue is in order of priority: the one that waits longest is among the first, if not the very first. */
const head = 50

export type Queue = Readonly<{ workspace_id: string; team_id: string; name: string; depth: number; oldest: number }>

/** Each team's queue: index entries are counted, and rows read for the head alone. */
export async function readQueues(db: Db): Promise<Queue[]> {
  const { rows } = await sql<Queue>`
    SELECT t.workspace_id, t.id AS team_id, t.name, coalesce(q.depth, 0) AS depth, coalesce(o.oldest, 0) AS oldest
    FROM team t
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS depth FROM (
        SELECT FROM conversation c
        WHERE c.workspace_id = t.workspace_id AND c.team_id = t.id AND c.status = 'open' AND c.assignee_id IS NULL
        LIMIT ${sql.lit(most)}) AS waiting) AS q
    LEFT JOIN LATERAL (
      SELECT extract(epoch FROM now() - min(first.queued_since))::float8 AS oldest FROM (
        SELECT c.queued_since FROM conversation c
        WHERE c.workspace_id = t.workspace_id AND c.team_id = t.id AND c.status = 'open' AND c.assignee_id IS NULL
        ORDER BY c.queue_order, c.id LIMIT ${sql.lit(head)}) AS first) AS o ON q.depth > 0
    WHERE t.deleted_at IS NULL
    ORDER BY q.depth DESC, t.id LIMIT ${sql.lit(mostTeams)}`.execute(db)
  return rows
}

export type JobFigures = Readonly<{ task: string; due: number; lag: number }>

/** Jobs whose time has come and that nobody has taken: the index is in the order of their time. */
export async function readJobs(db: Db): Promise<JobFigures[]> {
  const { rows } = await sql<JobFigures>`
    SELECT t.identifier AS task, coalesce(d.due, 0)::int AS due, coalesce(d.lag, 0)::float8 AS lag
    FROM graphile_worker._private_tasks t
    LEFT JOIN (
      SELECT task_id, count(*) AS due, extract(epoch FROM now() - min(run_at)) AS lag FROM (
        SELECT task_id, run_at FROM graphile_worker._private_jobs
        WHERE is_available AND run_at <= now() ORDER BY priority, run_at LIMIT ${sql.lit(most)}) AS first
      GROUP BY task_id) AS d ON d.task_id = t.id`.execute(db)
  return rows
}

/** Jobs that failed as often as they may: nobody runs them again. */
export async function readGivenUp(db: Db): Promise<{ task: string; given_up: number }[]> {
  const { rows } = await sql<{ task: string; given_up: number }>`
    SELECT t.identifier AS task, count(j.id)::int AS given_up FROM graphile_worker._private_tasks t
    LEFT JOIN graphile_worker._private_jobs j
      ON j.task_id = t.id AND NOT j.is_available AND j.locked_at IS NULL AND j.attempts >= j.max_attempts
    GROUP BY t.identifier`.execute(db)
  return rows
}

export type Undelivered = Readonly<{ count: number; oldest: number }>

export async function readUndelivered(db: Db): Promise<Undelivered> {
  const { rows } = await sql<Undelivered>`
    SELECT count(*)::int AS count, coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS oldest FROM (
      SELECT created_at FROM message WHERE state IN ('pending', 'sending') LIMIT ${sql.lit(most)}) AS first`.execute(db)
  return rows[0]!
}

/** How far all logs together have come, and how many pools of workers were heard of within half a minute. */
export async function readProgress(db: Db): Promise<{ log: number; workers: number }> {
  const { rows } = await sql<{ log: number; workers: number }>`
    SELECT (SELECT coalesce(sum(last), 0) FROM event_sequence)::float8 AS log,
      (SELECT count(*) FROM job_worker WHERE seen_at > now() - interval '30 seconds')::int AS workers`.execute(db)
  return rows[0]!
}

export async function readPresence(db: Db): Promise<{ presence: string; members: number }[]> {
  const { rows } = await sql<{ presence: string; members: number }>`
    SELECT p.presence, count(m.id)::int AS members FROM unnest(ARRAY['online', 'busy', 'offline']) AS p (presence)
    LEFT JOIN member m ON m.presence = p.presence AND m.deactivated_at IS NULL GROUP BY p.presence`.execute(db)
  return rows
}

export async function readChannels(db: Db): Promise<{ type: string; status: string; channels: number }[]> {
  const { rows } = await sql<{ type: string; status: string; channels: number }>`
    SELECT t.type, s.status, count(h.id)::int AS channels
    FROM (SELECT DISTINCT type FROM channel) AS t
    CROSS JOIN unnest(ARRAY['active', 'broken']) AS s (status)
    LEFT JOIN channel h ON h.type = t.type AND h.status = s.status AND h.deleted_at IS NULL
    GROUP BY t.type, s.status`.execute(db)
  return rows
}

/** Sizes, and what autovacuum has not cleared away yet, as the statistics know them. */
export async function readStorage(db: Db): Promise<{ bytes: number; tables: { name: string; dead: number }[] }> {
  const { rows: size } = await sql<{ bytes: number }>`
    SELECT pg_database_size(current_database())::float8 AS bytes`.execute(db)
  const { rows: tables } = await sql<{ name: string; dead: number }>`
    SELECT relname AS name, n_dead_tup::float8 AS dead FROM pg_stat_user_tables
    WHERE schemaname = 'public' AND relname IN ('conversation', 'message', 'event_sequence', 'team_member', 'agent_load',
      'presence_lease', 'stay')`.execute(db)
  return { bytes: size[0]!.bytes, tables }
}
