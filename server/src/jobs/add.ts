import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { withTrace } from '../tracing/trace.ts'
import { type JobPayloads, mostTries } from './list.ts'
import { holdingQueues } from './queues.ts'

/** Enqueues in the caller's transaction: the job exists exactly when the state it belongs to does. */
export async function addJob<Name extends keyof JobPayloads>(
  tx: Tx,
  name: Name,
  payload: JobPayloads[Name],
  options: { runAt?: Date; key?: string; keepRunAt?: boolean; queue?: string; flags?: readonly string[] } = {},
): Promise<void> {
  await sql`SELECT graphile_worker.add_job(
    identifier => ${name}::text,
    payload => ${JSON.stringify(withTrace(payload))}::json,
    queue_name => ${options.queue ?? null}::text,
    run_at => ${options.runAt ?? null}::timestamptz,
    max_attempts => ${mostTries[name]}::integer,
    job_key => ${options.key ?? null}::text,
    flags => ${options.flags ?? null}::text[],
    job_key_mode => ${options.keepRunAt ? 'preserve_run_at' : 'replace'}::text)
    ${options.queue === undefined ? sql`` : sql`FROM ${holdingQueues}`}`.execute(tx)
}

/** As many of one name at once. */
export async function addJobs<Name extends keyof JobPayloads>(
  tx: Tx,
  name: Name,
  jobs: readonly { payload: JobPayloads[Name]; key: string; runAt: Date; queue?: string }[],
): Promise<void> {
  await sql`SELECT graphile_worker.add_job(identifier => ${name}::text, payload => j.payload::json, run_at => j.run_at,
      job_key => j.key, queue_name => j.queue, max_attempts => ${mostTries[name]}::integer)
    FROM unnest(${jobs.map(({ payload }) => JSON.stringify(withTrace(payload)))}::text[], ${jobs.map(({ key }) => key)}::text[],
      ${jobs.map(({ runAt }) => runAt)}::timestamptz[], ${jobs.map(({ queue = null }) => queue)}::text[])
      AS j (payload, key, run_at, queue)
    ${jobs.some(({ queue }) => queue !== undefined) ? sql`CROSS JOIN ${holdingQueues}` : sql``}`.execute(tx)
}

/** Takes back what was enqueued under the key, if it has not begun. */
export async function removeJob(tx: Tx, key: string): Promise<void> {
  await sql`SELECT graphile_worker.remove_job(${key})`.execute(tx)
}
