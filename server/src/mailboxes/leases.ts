import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

/** A mailbox that is ours to read for a while. `version`: another one whenever anything about its channel was changed. */
export type Leased = Readonly<{ workspaceId: string; channelId: string; version: string }>

/**
 * Takes every mailbox that nobody reads, and keeps those we have: each is read by one process at a time. Who does not
 * come back in time has lost them to the next who looks.
 */
export async function takeLeases(db: Db, owner: string, ms: number): Promise<Leased[]> {
  const { rows } = await sql<Leased>`/* mailbox.lease */
    WITH wanted AS (
      SELECT workspace_id, id, xmin::text AS version FROM channel
      WHERE type = 'email' AND status = 'active' AND deleted_at IS NULL
    ), taken AS (
      INSERT INTO mailbox_lease AS l (workspace_id, channel_id, owner, until)
      SELECT workspace_id, id, ${owner}::uuid, clock_timestamp() + ${`${ms} milliseconds`}::interval
      FROM wanted ORDER BY id
      ON CONFLICT (workspace_id, channel_id) DO UPDATE SET owner = excluded.owner, until = excluded.until
        WHERE l.owner = excluded.owner OR l.until < clock_timestamp()
      RETURNING l.workspace_id, l.channel_id
    )
    SELECT t.workspace_id AS "workspaceId", t.channel_id AS "channelId", w.version
    FROM taken t JOIN wanted w ON w.workspace_id = t.workspace_id AND w.id = t.channel_id`.execute(db)
  return rows
}

export async function leaveLeases(db: Db, owner: string): Promise<void> {
  await db.deleteFrom('mailbox_lease').where('owner', '=', owner).execute()
}
