import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { JobPayloads } from './list.ts'

/** Enqueues in the caller's transaction: the job exists exactly when the state it belongs to does. */
export async function addJob<Name extends keyof JobPayloads>(
  tx: Tx,
  name: Name,
  payload: JobPayloads[Name],
  options: { runAt?: Date; key?: string; keepRunAt?: boolean; queue?: string; maxAttempts?: number } = {},
): Promise<void> {
  await sql`SELECT graphile_worker.add_job(
    identifier => ${name}::text,
    payload => ${JSON.stringify(payload)}::json,
    queue_name => ${options.queue ?? null}::text,
    run_at => ${options.runAt ?? null}::timestamptz,
    max_attempts => ${options.maxAttempts ?? null}::integer,
    job_key => ${options.key ?? null}::text,
    job_key_mode => ${options.keepRunAt ? 'preserve_run_at' : 'replace'}::text)`.execute(tx)
}
