/**
 * A tag that very many have is replaced page by page, each in a transaction of its own, before the one that says that
 * it is renamed or deleted. Measured with 100,000 conversations: in one transaction whoever wrote meanwhile waited for
 * all of it, more than ten seconds, and so did whatever came in after them. Until that last transaction some have the
 * new tag and some the old one, which nobody is told; one that never comes leaves two tags, to be made one again.
 */
import type { Actor } from '@fairlead/sdk'
import { sql } from 'kysely'
import { append, type Database, type Db } from '../db/database.ts'
import { presentTag } from './present.ts'
import { type Replacement, replacedTags } from './replace.ts'

/** As many are replaced in one transaction with all the rest. */
const few = 2_000
const page = 500

type Count = Readonly<{ contacts: number; conversations: number }>

/** Answers how many it was replaced in: none where there are few. */
export async function replaceInBatches(
  database: Database,
  replacement: Replacement & Readonly<{ actor: Actor }>,
): Promise<Count> {
  const count = { contacts: 0, conversations: 0 }
  if (!(await hasMany(database.db, replacement))) return count
  await makeKnown(database, replacement)
  for (const table of ['conversation', 'contact'] as const) {
    for (let last: string | null = null; ; ) {
      const ids = await replacePage(database, table, replacement, last)
      count[`${table}s`] += ids.length
      last = ids.at(-1) ?? null
      if (last === null) break
    }
  }
  return count
}

async function hasMany(db: Db, { workspaceId, from, to }: Replacement): Promise<boolean> {
  if (from === to) return false
  const { rows } = await sql`
    SELECT FROM tag WHERE workspace_id = ${workspaceId} AND name = ${from} AND (
      SELECT count(*) FROM (
        SELECT FROM conversation WHERE workspace_id = ${workspaceId} AND ${from}::text = ANY (tags)
        LIMIT ${few + 1}) AS given) + (
      SELECT count(*) FROM (
        SELECT FROM contact WHERE workspace_id = ${workspaceId} AND tags @> ARRAY[${from}::text]
        LIMIT ${few + 1}) AS given) > ${few}`.execute(db)
  return rows.length > 0
}

// With the looks of the one it is to be, so that nobody who gives it meanwhile makes it a plain one.
async function makeKnown(
  database: Database,
  { workspaceId, from, to, actor }: Parameters<typeof replaceInBatches>[1],
): Promise<void> {
  if (to === null) return
  await database.transact(async (tx) => {
    const { rows } = await sql<Parameters<typeof presentTag>[0]>`
      INSERT INTO tag (workspace_id, name, color, description, created_at)
      SELECT workspace_id, ${to}, color, description, created_at FROM tag
      WHERE workspace_id = ${workspaceId} AND name = ${from}
      ON CONFLICT DO NOTHING RETURNING *`.execute(tx)
    for (const row of rows) {
      append(tx, { workspaceId, type: 'tag.changed', subjectId: workspaceId, actor, data: { tag: presentTag(row) } })
    }
  })
}

async function replacePage(
  database: Database,
  table: 'conversation' | 'contact',
  { workspaceId, from, to }: Replacement,
  last: string | null,
): Promise<string[]> {
  const { rows } = await database.transact((tx) =>
    sql<{ id: string }>`
      WITH held AS (
        SELECT id FROM ${sql.table(table)}
        WHERE workspace_id = ${workspaceId} AND (${last}::uuid IS NULL OR id > ${last}::uuid)
          AND ${from}::text = ANY (tags)
        ORDER BY id LIMIT ${sql.lit(page)} FOR NO KEY UPDATE)
      UPDATE ${sql.table(table)} AS t SET tags = ${replacedTags({ from, to })}
      FROM held WHERE t.workspace_id = ${workspaceId} AND t.id = held.id RETURNING t.id`.execute(tx),
  )
  return rows.map(({ id }) => id).sort()
}
