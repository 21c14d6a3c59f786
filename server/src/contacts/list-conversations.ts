import { type Conversation, id as uuid } from '@fairlead/sdk'
import { loadConversations } from '../conversations/present.ts'
import type { Db } from '../db/database.ts'
import { AppError, found } from '../errors.ts'
import { loadContact } from './present.ts'

/** A page of all there was with a contact, open or closed, the newest first. */
export async function listContactConversations(
  db: Db,
  {
    workspaceId,
    id,
    cursor,
    limit,
  }: Readonly<{
    workspaceId: string
    id: string
    cursor?: string | undefined
    limit: number
  }>,
): Promise<{ data: Conversation[]; nextCursor: string | null }> {
  if (cursor !== undefined && !uuid.safeParse(cursor).success) {
    throw new AppError('invalid_request', { detail: 'cursor: is not one that a list answered with' })
  }
  found(await loadContact(db, workspaceId, id))
  const rows = await db
    .selectFrom('conversation')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('contact_id', '=', id)
    .$if(cursor !== undefined, (query) => query.where('id', '<', cursor!))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const ids = rows.slice(0, limit).map((row) => row.id)
  return {
    data: await loadConversations(db, workspaceId, ids),
    nextCursor: rows.length > limit ? ids.at(-1)! : null,
  }
}
