import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Database } from '../../server/src/db/database.ts'
import { bringForward } from '../stage/hasten.ts'

/** Nothing new in the log for longer than a sweep takes to come around, no run that goes on, and nothing that is still to be sent. */
export async function untilQuiet(database: Database, withinMs: number): Promise<readonly string[]> {
  const until = performance.now() + withinMs
  let last = ''
  let since = performance.now()
  for (;;) {
    const now = await look(database).catch(() => null)
    if (now === null || now.state !== last) since = performance.now()
    last = now?.state ?? ''
    if (now?.waiting === 0 && performance.now() - since > 4500) return []
    if (performance.now() > until)
      return [`it is not quiet: ${now?.waiting} messages, runs and others are still to be sent, to end or to be done`]
    await hurry(database).catch(() => undefined)
    await sleep(250)
  }
}

/** Timers that stand further in the future than anything here waits: for them nobody could wait. */
export async function findFarTimers({ db }: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ what: string }>`
    SELECT 'the message ' || id || ' is being sent since ' || (sending_since - now()) || ' from now' AS what
      FROM message WHERE state = 'sending' AND sending_since > now() + interval '5 seconds'
    UNION ALL SELECT 'the message ' || id || ' is tried again in ' || (next_try_at - now())
      FROM message WHERE state = 'pending' AND next_try_at > now() + interval '13 minutes'
    UNION ALL SELECT 'the job ' || task_identifier || ' runs in ' || (run_at - now()) FROM graphile_worker.jobs
      WHERE run_at > now() + interval '15 minutes' AND task_identifier <> 'member.leave'
        AND attempts < max_attempts
    UNION ALL SELECT 'the conversation ' || id || ' waits since ' || (waiting_since - now()) || ' from now' FROM conversation
      WHERE waiting_since > now() + interval '5 seconds'
    UNION ALL SELECT 'the member ' || id || ' wraps up for ' || (wrap_up_until - now()) FROM member
      WHERE wrap_up_until > now() + interval '1 hour'
    UNION ALL SELECT 'the run ' || id || ' goes on in ' || (wake_at - now()) FROM workflow_run
      WHERE wake_at > now() + interval '2 minutes'`.execute(db)
  return rows.map(({ what }) => what)
}

async function look({ db }: Database): Promise<{ state: string; waiting: number }> {
  const { rows } = await sql<{ state: string; waiting: number }>`
    SELECT (SELECT max(last) FROM event_sequence) || ' ' || (SELECT count(*) FROM decision) AS state,
      ((SELECT count(*) FROM message WHERE state IN ('pending', 'sending'))
        + (SELECT count(*) FROM attachment WHERE state = 'pending' AND message_id IS NOT NULL)
        + (SELECT count(*) FROM conversation WHERE status = 'snoozed' AND snoozed_until < now() + interval '6 seconds')
        + (SELECT count(*) FROM workflow_run WHERE status IN ('running', 'waiting'))
        + (SELECT count(*) FROM log_cursor c JOIN event_sequence s USING (workspace_id)
          WHERE c.reader = 'workflows' AND c.sequence < s.last)
        + (SELECT count(*) FROM graphile_worker.jobs
          WHERE task_identifier = 'workflow.request' AND attempts < max_attempts))::int
        AS waiting`.execute(db)
  return rows[0]!
}

// What only waits for time to pass: for a receipt, for the next try, for a worker that was killed to be missed.
async function hurry({ db }: Database): Promise<void> {
  await sql`UPDATE message SET sending_since = sending_since - interval '61 seconds'
    WHERE state = 'sending' AND sending_since BETWEEN now() - interval '60 seconds' AND now() - interval '8 seconds'`.execute(
    db,
  )
  await sql`UPDATE message SET next_try_at = now() WHERE state = 'pending' AND next_try_at > now()`.execute(db)
  await sql`UPDATE graphile_worker._private_jobs SET run_at = now()
    WHERE run_at > now() AND locked_by IS NULL AND task_id IN (SELECT id FROM graphile_worker._private_tasks
      WHERE identifier IN ('conversation.deliver', 'attachment.fetch', 'conversation.route', 'workflow.advance', 'workflow.request'))`.execute(
    db,
  )
  await sql.raw(bringForward(1)).execute(db)
  await sql`UPDATE job_worker SET seen_at = seen_at - interval '31 seconds' WHERE seen_at < now() - interval '11 seconds'`.execute(
    db,
  )
}
