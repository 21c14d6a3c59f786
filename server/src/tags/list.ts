import type { Tag, TagUse } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { presentTag } from './present.ts'

/** The tags by their names. They are known from their first use on: contacts and conversations are not looked through. */
export async function listTags(db: Db, workspaceId: string): Promise<Tag[]> {
  const rows = await db
    .selectFrom('tag')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy(sql`lower(name)`)
    .orderBy('name')
    .execute()
  return rows.map(presentTag)
}

/** How often each is used. It looks through all contacts and conversations, and is for whoever tidies up. */
export async function countUses(db: Db, workspaceId: string): Promise<TagUse[]> {
  const { rows } = await sql<TagUse>`
    SELECT name, sum(contacts)::int AS contacts, sum(conversations)::int AS conversations FROM (
      SELECT unnest(tags) AS name, 1 AS contacts, 0 AS conversations
      FROM contact WHERE workspace_id = ${workspaceId} AND tags <> '{}'
      UNION ALL
      SELECT unnest(tags), 0, 1 FROM conversation WHERE workspace_id = ${workspaceId} AND tags <> '{}'
    ) AS used GROUP BY name`.execute(db)
  return rows
}
