import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { found } from '../errors.ts'
import type { TagRow } from './present.ts'

/** The tag, and another one if there is one: whoever is about to give either has done so, or waits for us. */
export async function lockTags(
  tx: Tx,
  workspaceId: string,
  name: string,
  other: string = name,
): Promise<[TagRow, TagRow | undefined]> {
  const { rows } = await sql<TagRow>`
    SELECT * FROM tag WHERE workspace_id = ${workspaceId} AND name IN (${name}, ${other})
    ORDER BY name FOR UPDATE`.execute(tx)
  return [found(rows.find((row) => row.name === name)), rows.find((row) => row.name === other)]
}
