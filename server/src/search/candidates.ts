/**
 * What the index says may have the words, newest first. A word that is everywhere is found at once among the newest; one
 * that is not there often is rare enough for the index to name all places of. Neither reads everything.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../db/database.ts'

/** Measured: a page of a word that one message in ten has lies within; looking through so many takes 10 ms. */
const newest = 2_000
const most = 500

type Asked = Readonly<{
  workspaceId: string
  /** A `tsquery`. */
  query: string
  before: string | null
  /** What else a row must be. */
  filter: RawBuilder<boolean> | null
}>

type Table = Readonly<{ name: string; id: string }>
export const messageTable: Table = { name: 'message_search', id: 'message_id' }
export const contactTable: Table = { name: 'contact_search', id: 'contact_id' }

// These statements have no name, so that each is planned for the words it looks for.
export async function* findCandidates(db: Db, table: Table, asked: Asked): AsyncGenerator<readonly string[]> {
  let { before } = asked
  // Who asks for what is rare anyway, such as what one customer said, is helped by the index alone.
  if (asked.filter === null) {
    const seen = await lookThroughNewest(db, table, asked)
    if (seen.ids.length > 0) yield seen.ids
    if (seen.last === null) return
    before = seen.last
  }
  for (;;) {
    const ids = await askIndex(db, table, { ...asked, before })
    if (ids.length > 0) yield ids
    if (ids.length < most) return
    before = ids.at(-1)!
  }
}

/** `last`: up to where it looked; null when that is all. */
async function lookThroughNewest(db: Db, { name, id }: Table, { workspaceId, query, before }: Asked) {
  const { rows } = await sql<{ ids: string[]; last: string | null }>`
    SELECT
      coalesce(array_agg(id ORDER BY id DESC) FILTER (WHERE grams @@ ${query}::tsquery), '{}')::text[] AS ids,
      CASE WHEN count(*) = ${sql.lit(newest)} THEN (array_agg(id ORDER BY id))[1] END AS last
    FROM (
      SELECT ${sql.ref(id)} AS id, grams FROM ${sql.table(name)}
      WHERE workspace_id = ${workspaceId} ${olderThan(id, before)}
      ORDER BY ${sql.ref(id)} DESC LIMIT ${sql.lit(newest)}
    ) AS n`.execute(db)
  return rows[0]!
}

// Materialized: else a plan that goes through all rows from the newest on looks cheap whenever a word is taken for common.
async function askIndex(
  db: Db,
  { name, id }: Table,
  { workspaceId, query, before, filter }: Asked,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    WITH s AS MATERIALIZED (
      SELECT * FROM ${sql.table(name)}
      WHERE grams @@ ${query}::tsquery AND workspace_id = ${workspaceId} ${olderThan(id, before)}
    )
    SELECT ${sql.ref(`s.${id}`)} AS id FROM s ${filter === null ? sql`` : sql`WHERE ${filter}`}
    ORDER BY 1 DESC LIMIT ${sql.lit(most)}`.execute(db)
  return rows.map((row) => row.id)
}

function olderThan(id: string, before: string | null): RawBuilder<unknown> {
  return before === null ? sql`` : sql`AND ${sql.ref(id)} < ${before}::uuid`
}
