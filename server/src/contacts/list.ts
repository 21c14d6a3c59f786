import { type Contact, id } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { withoutBadText } from '../text.ts'
import { presentContact, selectContacts } from './present.ts'

/** A page of contacts, newest first. Those that have certain words: see search/search-contacts.ts. */
export async function listContacts(
  db: Db,
  {
    workspaceId,
    cursor,
    limit,
    ownerId,
    stage,
    tag,
  }: {
    workspaceId: string
    cursor?: string | undefined
    limit: number
    ownerId?: string | undefined
    stage?: string | undefined
    tag?: string | undefined
  },
): Promise<{ data: Contact[]; nextCursor: string | null }> {
  if (cursor !== undefined && !id.safeParse(cursor).success) {
    throw new AppError('invalid_request', { detail: 'cursor: is not one that a list answered with' })
  }

  let query = selectContacts(db, workspaceId)
    .orderBy('k.id', 'desc')
    .limit(limit + 1)
  if (cursor !== undefined) query = query.where('k.id', '<', cursor)
  if (ownerId !== undefined) query = query.where('k.owner_id', '=', ownerId)
  if (stage !== undefined) query = query.where('k.stage', '=', withoutBadText(stage))
  if (tag !== undefined) query = query.where(sql<boolean>`k.tags @> ARRAY[${withoutBadText(tag)}]::text[]`)
  const rows = await query.execute()

  const data = rows.slice(0, limit).map(presentContact)
  return { data, nextCursor: rows.length > limit ? data.at(-1)!.id : null }
}
