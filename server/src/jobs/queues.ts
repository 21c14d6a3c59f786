/**
 * Graphile Worker keeps the name of every queue for ever, and goes through all that are free whenever it looks for a
 * job. There is one for each conversation: those without a job are dropped. Whoever adds a job to a queue holds all
 * queues until it commits, so that none is dropped between being found and being used.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../db/database.ts'

const mostAtOnce = 1_000
const key = sql`hashtextextended('job queues', 0)`

/** For the FROM of the statement that adds, when it adds to a queue. */
export const holdingQueues: RawBuilder<unknown> = sql`(SELECT pg_advisory_xact_lock_shared(${key}) OFFSET 0) AS held`

/** Leaves what is left as it is while somebody adds: it is called again soon. */
export async function dropEmptyQueues(database: Database): Promise<void> {
  // Whoever adds waits meanwhile: not for all at once.
  while ((await dropSome(database)) === mostAtOnce);
}

async function dropSome(database: Database): Promise<number> {
  return database.transact(async (tx) => {
    const { rows } = await sql<{ isHeld: boolean }>`SELECT pg_try_advisory_xact_lock(${key}) AS "isHeld"`.execute(tx)
    if (!rows[0]!.isHeld) return 0
    const { numAffectedRows = 0n } = await sql`
      DELETE FROM graphile_worker._private_job_queues WHERE id IN (
        SELECT q.id FROM graphile_worker._private_job_queues q WHERE q.is_available
          AND NOT EXISTS (SELECT FROM graphile_worker._private_jobs j WHERE j.job_queue_id = q.id)
        ORDER BY q.id LIMIT ${mostAtOnce})`.execute(tx)
    return Number(numAffectedRows)
  })
}
