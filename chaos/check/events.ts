import type { Event } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Database } from '../../server/src/db/database.ts'

/** A workspace's whole log. */
export async function readLog({ db }: Database, workspaceId: string): Promise<readonly Event[]> {
  const { rows } = await sql<Event>`
    SELECT sequence::int AS sequence, type, subject_id AS "subjectId", actor, data,
      to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at
    FROM event WHERE workspace_id = ${workspaceId} ORDER BY event.sequence`.execute(db)
  return rows
}
