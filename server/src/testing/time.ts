import { sql } from 'kysely'
import type { Database } from '../db/database.ts'

/** What a table says of times that are compared with the clock. */
const columns = {
  conversation: [
    'waiting_since',
    'queued_since',
    'queued_at',
    'queue_order',
    'assigned_at',
    'last_agent_at',
    'last_message_at',
    'last_contact_message_at',
    'snoozed_until',
    'closed_at',
    'escalated_at',
    'created_at',
    'last_activity_at',
    'stay_since',
    'routing_since',
  ],
  member: ['wrap_up_until'],
  team: ['look_again_at'],
  presence_lease: ['active_at'],
  stay: ['began_at', 'ended_at'],
  decision: ['at'],
  promise: ['made_at', 'latest_at', 'settled_at'],
  expectation: ['told_at'],
  message: ['at', 'created_at', 'next_try_at'],
  workflow: ['created_at', 'changed_at', 'published_at'],
  workflow_run: ['started_at', 'wake_at', 'ended_at'],
  workflow_beginning: ['at'],
} as const

/** Lets time pass for everything in the database, by moving what it says of times into the past. Timers become due. */
export async function passTime({ db }: Database, minutes: number): Promise<void> {
  const by = sql`make_interval(mins => ${minutes})`
  await db.transaction().execute(async (tx) => {
    for (const [table, names] of Object.entries(columns)) {
      const moved = names.map((name) => sql`${sql.ref(name)} = ${sql.ref(name)} - ${by}`)
      await sql`UPDATE ${sql.table(table)} SET ${sql.join(moved)}`.execute(tx)
    }
    await sql`UPDATE team_member SET last_assigned_at = last_assigned_at - ${minutes * 60_000}`.execute(tx)
    await sql`UPDATE graphile_worker._private_jobs SET run_at = run_at - ${by},
      payload = CASE WHEN payload::jsonb ? 'assignedAt' THEN jsonb_set(payload::jsonb, '{assignedAt}',
        to_jsonb(to_char((payload ->> 'assignedAt')::timestamptz AT TIME ZONE 'UTC' - ${by}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))::json
        ELSE payload END`.execute(tx)
  })
}
