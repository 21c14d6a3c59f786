import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../db/database.ts'

export type Replacement = Readonly<{ workspaceId: string; from: string; to: string | null }>

/** Replaces a tag in its place, or takes it away, as the SDK's `tagsAfter` does. Conversations before contacts, by id. */
export async function replaceEverywhere(
  tx: Tx,
  replacement: Replacement,
): Promise<{ contacts: number; conversations: number }> {
  const conversations = await replaceIn(tx, 'conversation', replacement)
  const contacts = await replaceIn(tx, 'contact', replacement)
  return { contacts, conversations }
}

// Again until there is none: a merge that was under way may have brought it to a contact that did not have it before.
async function replaceIn(
  tx: Tx,
  table: 'conversation' | 'contact',
  { workspaceId, from, to }: Replacement,
): Promise<number> {
  for (let count = 0; ; ) {
    const { numAffectedRows = 0n } = await sql`
      WITH held AS (
        SELECT id FROM ${sql.table(table)} WHERE workspace_id = ${workspaceId} AND ${from}::text = ANY (tags)
        ORDER BY id FOR NO KEY UPDATE)
      UPDATE ${sql.table(table)} AS t SET tags = ${replacedTags({ from, to })}
      FROM held WHERE t.workspace_id = ${workspaceId} AND t.id = held.id`.execute(tx)
    if (numAffectedRows === 0n) return count
    count += Number(numAffectedRows)
  }
}

/** The tags of the row `t`. */
export function replacedTags({ from, to }: Pick<Replacement, 'from' | 'to'>): RawBuilder<string[]> {
  return sql`CASE
    WHEN ${to}::text IS NULL OR ${to}::text = ANY (t.tags) THEN array_remove(t.tags, ${from}::text)
    ELSE array_replace(t.tags, ${from}::text, ${to}::text) END`
}

/** Those whose priority goes by their contact's having the tag, before any contact is held. */
export async function holdConversationsOf(
  tx: Tx,
  { workspaceId, tag }: Readonly<{ workspaceId: string; tag: string }>,
): Promise<void> {
  await sql`
    SELECT FROM conversation c WHERE c.workspace_id = ${workspaceId} AND (${tag}::text = ANY (c.tags) OR (
      c.status <> 'closed' AND c.contact_id IN (
        SELECT id FROM contact WHERE workspace_id = ${workspaceId} AND ${tag}::text = ANY (tags))))
    ORDER BY c.id FOR NO KEY UPDATE`.execute(tx)
}
