/**
 * Events are kept and dropped by the month, a table each. PostgreSQL cannot detach one CONCURRENTLY where there is a
 * default partition, which we want, so it is a matter of milliseconds under a lock that is not waited for long: whoever
 * writes would wait behind us. What is detached is dropped later, when nobody looks at it any more.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Database, Db } from '../db/database.ts'

const dropped = 'event_dropped_'

/** Sees to it that the coming months have partitions, and that what came into none gets one; answers how many moved. */
export async function ensurePartitions({ db }: Database, now: Date): Promise<number> {
  return await unlessLocked(0, async () => {
    await sql`SELECT ensure_event_partitions(${now}::timestamptz)`.execute(db)
    const { rows } = await sql<{ moved: string }>`SELECT sort_events() AS moved`.execute(db)
    return Number(rows[0]?.moved)
  })
}

/**
 * Drops the events of months that ended more than `months` before the current one; answers which partitions went. Up to
 * where they reached stands in `event_sequence.dropped`: nobody can follow the log from before.
 */
export async function dropOldEvents({ db }: Database, months: number, now: Date): Promise<string[]> {
  const gone: string[] = []
  for (const name of await findOld(db, months, now)) {
    await markDropped(db, name)
    if (!(await unlessLocked(false, () => detach(db, name)))) break
    gone.push(name)
  }
  for (const name of await findDetached(db)) {
    await unlessLocked(undefined, () => withPatience(db, sql`DROP TABLE IF EXISTS ${sql.table(name)}`))
  }
  return gone
}

async function findOld(db: Db, months: number, now: Date): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT relname AS name FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
    WHERE inhparent = 'event'::regclass AND relname ~ '^event_\\d{4}_\\d{2}$'
      AND relname < 'event_' || to_char((${now}::timestamptz AT TIME ZONE 'UTC') - make_interval(months => ${months}), 'YYYY_MM')
    ORDER BY 1`.execute(db)
  return rows.map(({ name }) => name)
}

async function findDetached(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT relname AS name FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND starts_with(relname, ${dropped})
    `.execute(db)
  return rows.map(({ name }) => name)
}

// Said before it is done, and workspace by workspace, since whoever appends holds that row first and then the table.
async function markDropped(db: Db, name: string): Promise<void> {
  const { rows } = await sql<{ id: string; last: string }>`
    SELECT w.id, newest.sequence AS last FROM workspace w, LATERAL (
      SELECT sequence FROM ${sql.table(name)} e WHERE e.workspace_id = w.id ORDER BY sequence DESC LIMIT 1
    ) AS newest ORDER BY w.id`.execute(db)
  for (const { id, last } of rows) {
    await sql`UPDATE event_sequence SET dropped = ${last} WHERE workspace_id = ${id} AND dropped < ${last}`.execute(db)
  }
}

async function detach(db: Db, name: string): Promise<boolean> {
  await withPatience(
    db,
    sql`ALTER TABLE event DETACH PARTITION ${sql.table(name)}`,
    sql`ALTER TABLE ${sql.table(name)} RENAME TO ${sql.id(name.replace('event_', dropped))}`,
  )
  return true
}

async function withPatience(db: Db, ...statements: RawBuilder<unknown>[]): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`SET LOCAL lock_timeout = '500ms'`.execute(tx)
    for (const statement of statements) await statement.execute(tx)
  })
}

// 55P03: somebody reads it for long, such as a backup. The next minute is soon enough.
async function unlessLocked<T>(otherwise: T, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '55P03') return otherwise
    throw error
  }
}
