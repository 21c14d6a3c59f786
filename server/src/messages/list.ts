import { id, type Message } from '@fairlead/sdk'
import type { Db } from '../db/database.ts'
import { AppError, found } from '../errors.ts'
import { loadMessages } from './present.ts'

/** Messages and notes of a conversation, newest first; the cursor is the id to go on before. */
export async function listMessages(
  db: Db,
  workspaceId: string,
  conversationId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ data: Message[]; nextCursor: string | null }> {
  if (cursor !== undefined && !id.safeParse(cursor).success) {
    throw new AppError('invalid_request', { detail: 'cursor: is not one that this list gave.' })
  }
  found(
    await db
      .selectFrom('conversation')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', conversationId)
      .executeTakeFirst(),
  )
  const rows = await db
    .selectFrom('message')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .$if(cursor !== undefined, (query) => query.where('id', '<', cursor!))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const ids = rows.slice(0, limit).map(({ id }) => id)
  return {
    data: await loadMessages(db, workspaceId, ids, 'desc'),
    nextCursor: rows.length > limit ? ids.at(-1)! : null,
  }
}
