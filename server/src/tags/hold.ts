import type { Actor } from '@fairlead/sdk'
import { sql } from 'kysely'
import { append, type Tx } from '../db/database.ts'
import { presentTag, type TagRow } from './present.ts'

/**
 * Before tags are given to a contact or a conversation: those that are new become known, and none is renamed or deleted
 * until the transaction ends. Else one could be renamed wherever it is but there.
 */
export async function holdTags(
  tx: Tx,
  { workspaceId, actor }: Readonly<{ workspaceId: string; actor: Actor }>,
  given: readonly string[] | undefined,
): Promise<void> {
  const names = [...new Set(given)].toSorted()
  if (names.length === 0) return
  for (;;) {
    const { rows: held } = await sql<{ name: string }>`
      SELECT name FROM tag WHERE workspace_id = ${workspaceId} AND name = ANY (${names}::text[])
      ORDER BY name FOR KEY SHARE`.execute(tx)
    if (held.length === names.length) return
    const known = new Set(held.map(({ name }) => name))
    // One that is made or deleted at this moment is waited for by the next look.
    const { rows: made } = await sql<TagRow>`
      INSERT INTO tag (workspace_id, name)
      SELECT ${workspaceId}, name FROM unnest(${names.filter((name) => !known.has(name))}::text[]) AS name
      ON CONFLICT DO NOTHING RETURNING *`.execute(tx)
    for (const row of made) {
      append(tx, { workspaceId, type: 'tag.changed', subjectId: workspaceId, actor, data: { tag: presentTag(row) } })
    }
  }
}
