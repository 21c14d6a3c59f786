import { type Contact, id } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { withoutBadText } from '../text.ts'
import { presentContact, selectContacts } from './present.ts'

/** A page of contacts, newest first; with `q` those that have it in name, e-mail, phone or what they write from. */
export async function listContacts(
  db: Db,
  {
    workspaceId,
    cursor,
    limit,
    q = '',
    ownerId,
    stage,
  }: {
    workspaceId: string
    cursor?: string | undefined
    limit: number
    q?: string | undefined
    ownerId?: string | undefined
    stage?: string | undefined
  },
): Promise<{ data: Contact[]; nextCursor: string | null }> {
  if (cursor !== undefined && !id.safeParse(cursor).success) {
    throw new AppError('invalid_request', { detail: 'cursor: is not one that a list answered with' })
  }
  const text = withoutBadText(q).trim()

  let query = selectContacts(db, workspaceId)
    .orderBy('k.id', 'desc')
    .limit(limit + 1)
  if (cursor !== undefined) query = query.where('k.id', '<', cursor)
  if (text !== '') query = query.where(hasText(text))
  if (ownerId !== undefined) query = query.where('k.owner_id', '=', ownerId)
  if (stage !== undefined) query = query.where('k.stage', '=', withoutBadText(stage))
  const rows = await query.execute()

  const data = rows.slice(0, limit).map(presentContact)
  return { data, nextCursor: rows.length > limit ? data.at(-1)!.id : null }
}

/** Every tag that a contact or a conversation of the workspace carries. */
export async function listTags(db: Db, workspaceId: string): Promise<string[]> {
  const { rows } = await sql<{ tag: string }>`
    SELECT tag FROM (
      SELECT unnest(tags) AS tag FROM contact WHERE workspace_id = ${workspaceId} AND tags <> '{}'
      UNION
      SELECT unnest(tags) FROM conversation WHERE workspace_id = ${workspaceId} AND tags <> '{}'
    ) AS used
    ORDER BY lower(tag), tag`.execute(db)
  return rows.map(({ tag }) => tag)
}

function hasText(text: string) {
  const pattern = `%${escapeLike(text)}%`
  // Phones are stored without the spaces and brackets people type.
  const digits = /^[\d\s()./+-]{3,}$/.test(text) ? text.replace(/[^\d+]/g, '') : ''
  const phone = digits === '' ? pattern : `%${escapeLike(digits)}%`
  return sql<boolean>`(
    k.name ILIKE ${pattern} OR k.email ILIKE ${pattern} OR k.phone ILIKE ${pattern} OR k.phone ILIKE ${phone}
    OR EXISTS (
      SELECT FROM identity AS i
      WHERE i.workspace_id = k.workspace_id AND i.contact_id = k.id
        AND (i.address ILIKE ${pattern} OR i.phone ILIKE ${phone} OR i.email ILIKE ${pattern})))`
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
