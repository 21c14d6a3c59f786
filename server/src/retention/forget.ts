/**
 * Deletes what is older than what is kept, a bounded number of rows at a time, each time in a transaction of its own:
 * nobody waits for it, and a million rows do not keep PostgreSQL from tidying up after others.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Database, Db } from '../db/database.ts'
import type { Keep } from './keep.ts'

const batch = 1_000
const batchesAtOnce = 100

/** How long decisions can be made again, unless they themselves are kept for shorter. */
const snapshotsDays = 90

/** Deletes what is due, or the first hundred thousand of each kind; answers how many rows went. */
export async function forget({ db }: Database, keep: Keep, now: Date): Promise<number> {
  const before = (days: number) => sql<Date>`${now}::timestamptz - make_interval(days => ${days})`
  let count = 0
  count += await inBatches(db, oldRows('idempotent_answer', sql`created_at < ${before(1)}`))
  count += await inBatches(db, oldRows('parked_update', sql`created_at < ${before(7)}`))
  count += await inBatches(db, oldRows('webhook_delivery', sql`created_at < ${before(30)}`))
  count += await inBatches(db, oldSnapshots(before(Math.min(snapshotsDays, keep.decisionsDays ?? snapshotsDays))))
  if (keep.decisionsDays !== null) {
    count += await inWorkspaces(db, (id) => oldDecisions(id, now, keep.decisionsDays!))
  }
  if (keep.waitsDays !== null) {
    count += await inWorkspaces(db, (id) => oldStays(id, before(keep.waitsDays!)))
    count += await inWorkspaces(db, (id) => oldPromises(id, before(keep.waitsDays!)))
  }
  if (keep.runsDays !== null) count += await inWorkspaces(db, (id) => oldRuns(id, before(keep.runsDays!)))
  return count
}

async function inWorkspaces(db: Db, statement: (workspaceId: string) => RawBuilder<unknown>): Promise<number> {
  const workspaces = await db.selectFrom('workspace').select('id').orderBy('id').execute()
  let count = 0
  for (const { id } of workspaces) count += await inBatches(db, statement(id))
  return count
}

async function inBatches(db: Db, statement: RawBuilder<unknown>): Promise<number> {
  let count = 0
  for (let index = 0; index < batchesAtOnce; index += 1) {
    const { numAffectedRows = 0n } = await statement.execute(db)
    count += Number(numAffectedRows)
    if (numAffectedRows < batch) break
  }
  return count
}

// By their place in the table, since the first two are small and have no index by age.
function oldRows(
  table: 'idempotent_answer' | 'parked_update' | 'webhook_delivery',
  isOld: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`DELETE FROM ${sql.table(table)} WHERE ctid IN
    (SELECT ctid FROM ${sql.table(table)} WHERE ${isOld} LIMIT ${sql.lit(batch)} FOR UPDATE SKIP LOCKED)`
}

// One that others are told as the difference from stays until they are gone.
function oldSnapshots(before: RawBuilder<Date>): RawBuilder<unknown> {
  return sql`
    DELETE FROM assignment_snapshot WHERE (workspace_id, id) IN (
      SELECT s.workspace_id, s.id FROM assignment_snapshot s
      WHERE s.created_at < ${before} AND NOT EXISTS (
        SELECT FROM assignment_snapshot d WHERE d.workspace_id = s.workspace_id AND d.base_id = s.id)
      ORDER BY s.created_at LIMIT ${sql.lit(batch)} FOR UPDATE SKIP LOCKED)`
}

// Ids begin with the instant at which they were made, so that no other index is needed.
function oldDecisions(workspaceId: string, now: Date, days: number): RawBuilder<unknown> {
  const time = (now.getTime() - days * 86_400_000).toString(16).padStart(12, '0')
  const first = `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`
  return sql`
    DELETE FROM decision WHERE (workspace_id, id) IN (
      SELECT d.workspace_id, d.id FROM decision d
      WHERE d.workspace_id = ${workspaceId} AND d.id < ${first} AND ${isOver}
      ORDER BY d.id LIMIT ${sql.lit(batch)} FOR UPDATE SKIP LOCKED)`
}

// With their history, and with what they were told in the moment in which they ended.
function oldRuns(workspaceId: string, before: RawBuilder<Date>): RawBuilder<unknown> {
  return sql`
    WITH old AS (
      SELECT r.workspace_id, r.id FROM workflow_run r
      WHERE r.workspace_id = ${workspaceId} AND r.ended_at < ${before}
      ORDER BY r.ended_at LIMIT ${sql.lit(batch)} FOR UPDATE SKIP LOCKED
    ), steps AS (
      DELETE FROM workflow_run_step s USING old WHERE s.workspace_id = old.workspace_id AND s.run_id = old.id
    ), told AS (
      DELETE FROM workflow_run_event e USING old WHERE e.workspace_id = old.workspace_id AND e.run_id = old.id
    )
    DELETE FROM workflow_run r USING old WHERE r.workspace_id = old.workspace_id AND r.id = old.id`
}

// Team by team, as the index goes.
function oldStays(workspaceId: string, before: RawBuilder<Date>): RawBuilder<unknown> {
  const of = (team: RawBuilder<unknown>) => sql`
    (SELECT d.workspace_id, d.conversation_id, d.id FROM stay d
    WHERE d.workspace_id = ${workspaceId} AND ${team} AND d.ended_at < ${before} AND ${isOver}
    ORDER BY d.ended_at LIMIT ${sql.lit(batch)})`
  return sql`
    DELETE FROM stay WHERE (workspace_id, conversation_id, id) IN (
      SELECT old.* FROM team t, LATERAL ${of(sql`d.team_id = t.id`)} AS old WHERE t.workspace_id = ${workspaceId}
      UNION ALL ${of(sql`d.team_id IS NULL`)} LIMIT ${sql.lit(batch)})`
}

function oldPromises(workspaceId: string, before: RawBuilder<Date>): RawBuilder<unknown> {
  return sql`
    DELETE FROM promise WHERE (workspace_id, id) IN (
      SELECT d.workspace_id, d.id FROM promise d
      WHERE d.workspace_id = ${workspaceId} AND d.made_at < ${before} AND d.outcome IS NOT NULL AND ${isOver}
      ORDER BY d.made_at LIMIT ${sql.lit(batch)} FOR UPDATE SKIP LOCKED)`
}

// What is not closed still explains itself.
const isOver = sql`NOT EXISTS (SELECT FROM conversation c
  WHERE c.workspace_id = d.workspace_id AND c.id = d.conversation_id AND c.status <> 'closed')`
