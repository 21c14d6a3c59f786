/** Frees what is held and run by nobody: a process that was killed could not do so itself. */
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'

const goneAfterMs = 30_000
const goneAfter = `${goneAfterMs} milliseconds`

/** What this process runs, or has run so lately that it may not be written down yet. */
export class UnderWay {
  readonly #endedAt = new Map<string, number | null>()

  begin(id: string): void {
    this.#endedAt.set(id, null)
  }

  end(id: string): void {
    this.#endedAt.set(id, performance.now())
  }

  has(id: string): boolean {
    return this.#endedAt.has(id)
  }

  /** Forgets what has long been written down. */
  prune(): void {
    const long = performance.now() - goneAfterMs
    for (const [id, endedAt] of this.#endedAt) if (endedAt !== null && endedAt < long) this.#endedAt.delete(id)
  }
}

/**
 * Frees what is held by pools nobody has heard of for a while, and what one's own hold and do not run: a worker that was
 * cut off while it took a job does not know that it has it.
 */
export async function freeStray(database: Database, ownPools: readonly string[], underWay: UnderWay): Promise<void> {
  await sql`
    WITH gone AS (
      DELETE FROM job_worker WHERE seen_at < now() - ${goneAfter}::interval RETURNING id
    ), stray AS (
      SELECT DISTINCT locked_by AS id FROM graphile_worker._private_jobs
      WHERE locked_by IS NOT NULL AND locked_at < now() - ${goneAfter}::interval
        AND NOT EXISTS (SELECT FROM job_worker w WHERE w.id = locked_by)
      UNION SELECT DISTINCT locked_by FROM graphile_worker._private_job_queues
      WHERE locked_by IS NOT NULL AND locked_at < now() - ${goneAfter}::interval
        AND NOT EXISTS (SELECT FROM job_worker w WHERE w.id = locked_by)
    ), dead AS (SELECT array_agg(id) AS ids FROM (SELECT id FROM gone UNION SELECT id FROM stray) AS every)
    SELECT graphile_worker.force_unlock_workers(ids) FROM dead WHERE ids IS NOT NULL`.execute(database.db)
  underWay.prune()
  const { rows: held } = await sql<{ id: string }>`SELECT id FROM graphile_worker._private_jobs
    WHERE locked_by = ANY (${ownPools}) AND locked_at < now() - ${goneAfter}::interval`.execute(database.db)
  const unknown = held.map(({ id }) => id).filter((id) => !underWay.has(id))
  if (unknown.length > 0)
    await sql`
    UPDATE graphile_worker._private_jobs SET locked_at = NULL, locked_by = NULL
    WHERE id = ANY (${unknown}::bigint[]) AND locked_by = ANY (${ownPools})
      AND locked_at < now() - ${goneAfter}::interval`.execute(database.db)
  // Of a job that two ran after all, the first to end takes the row away by which the second would free the queue.
  await sql`
    UPDATE graphile_worker._private_job_queues q SET locked_at = NULL, locked_by = NULL
    WHERE locked_at < now() - ${goneAfter}::interval AND NOT EXISTS (
      SELECT FROM graphile_worker._private_jobs j WHERE j.job_queue_id = q.id AND j.locked_by = q.locked_by)`.execute(
    database.db,
  )
}
