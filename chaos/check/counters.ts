import { sql } from 'kysely'
import type { Database } from '../../server/src/db/database.ts'

/** Stays that overlap: somebody has had a conversation twice at once. */
export async function findOverlaps({ db }: Database, workspaceId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ conversation_id: string }>`
    SELECT DISTINCT a.conversation_id FROM stay a JOIN stay b
      ON b.workspace_id = a.workspace_id AND b.conversation_id = a.conversation_id AND b.id > a.id
    WHERE a.workspace_id = ${workspaceId}
      AND a.began_at < coalesce(b.ended_at, 'infinity') AND b.began_at < coalesce(a.ended_at, 'infinity')
    `.execute(db)
  return rows.map(({ conversation_id }) => `the stays of ${conversation_id} overlap`)
}
