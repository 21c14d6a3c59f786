import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { grams } from './grams.ts'

/** What is looked for in a message: its words, and the names of its files. */
export function searchedText({ text, names }: Readonly<{ text: string; names: readonly string[] }>): string {
  return [text, ...names].filter((each) => each !== '').join('\n')
}

/** The names of a message's files, beside it in a query of `message m`. */
export const fileNames = sql<string[]>`ARRAY(
  SELECT a.name FROM attachment a WHERE a.workspace_id = m.workspace_id AND a.message_id = m.id
  ORDER BY a.position, a.id)`

/**
 * Writes down what the messages say now; one that says nothing, or is gone, leaves the index. From the rows and not from
 * events, so that what was erased since is not written down again.
 */
export async function indexMessages(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const { rows } = await sql<{
    id: string
    conversation_id: string
    text: string
    names: string[]
  }>`/* search.read-messages */
    SELECT m.id, m.conversation_id, left(m.text, 20000) AS text, ${fileNames} AS names FROM message m
    WHERE m.workspace_id = ${workspaceId} AND m.id = ANY (${ids}::uuid[]) AND m.deleted_at IS NULL`.execute(tx)
  const found = rows.map((row) => ({ ...row, grams: grams(searchedText(row)) })).filter((row) => row.grams.length > 0)
  await sql`/* search.write-messages */
    INSERT INTO message_search (workspace_id, message_id, conversation_id, grams)
    SELECT ${workspaceId}, id, conversation_id, array_to_tsvector(string_to_array(grams, ' '))
    FROM unnest(${found.map(({ id }) => id)}::uuid[], ${found.map((row) => row.conversation_id)}::uuid[],
      ${found.map((row) => row.grams.join(' '))}::text[]) AS m (id, conversation_id, grams)
    ORDER BY id
    ON CONFLICT (workspace_id, message_id) DO UPDATE
    SET conversation_id = excluded.conversation_id, grams = excluded.grams
    WHERE (message_search.conversation_id, message_search.grams) IS DISTINCT FROM (excluded.conversation_id, excluded.grams)`.execute(
    tx,
  )
  const isFound = new Set(found.map(({ id }) => id))
  await forgetMessages(
    tx,
    workspaceId,
    ids.filter((id) => !isFound.has(id)),
  )
}

/** What they said is found no more, once that is committed. */
export async function forgetMessages(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`/* search.forget-messages */
    DELETE FROM message_search WHERE workspace_id = ${workspaceId} AND message_id = ANY (${ids}::uuid[])`.execute(tx)
}
