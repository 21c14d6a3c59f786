import type { Skill } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Db, Tx } from '../db/database.ts'
import { refusal } from '../errors.ts'

export async function listSkills(db: Db, workspaceId: string): Promise<Skill[]> {
  return await db
    .selectFrom('skill')
    .select(['id', 'name', 'language'])
    .where('workspace_id', '=', workspaceId)
    .orderBy(sql`lower(name)`)
    .execute()
}

/**
 * Makes sure that the skills exist, and go on to until the transaction ends. Called before members and conversations
 * are held: whoever deletes a skill holds it first, and then those who have it.
 */
export async function requireSkills(
  tx: Tx,
  workspaceId: string,
  ids: readonly string[],
  path = 'skillIds',
): Promise<void> {
  if (ids.length === 0) return
  const rows = await tx
    .selectFrom('skill')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .orderBy('id')
    .forKeyShare()
    .execute()
  const known = new Set(rows.map(({ id }) => id))
  const unknown = ids.flatMap((id, index) => (known.has(id) ? [] : [{ id, index }]))
  if (unknown.length === 0) return
  throw refusal(
    'unknown_reference',
    unknown.map(({ index }) => ({ path: `${path}.${index}`, message: 'there is no such skill in this workspace' })),
    { ids: unknown.map(({ id }) => id) },
  )
}
