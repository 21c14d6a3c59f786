import type { WaitPromise } from '@fairlead/sdk'
import type { Db } from '../db/database.ts'
import { presentPromise } from './promises.ts'

/** The last promise of each conversation that is neither kept nor broken yet, by the conversation's id. */
export async function openPromisesOf(
  db: Db,
  workspaceId: string,
  conversationIds: readonly string[],
): Promise<Map<string, WaitPromise>> {
  if (conversationIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('promise')
    .distinctOn('conversation_id')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', 'in', conversationIds)
    .where('outcome', 'is', null)
    .orderBy('conversation_id')
    .orderBy('made_at', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.conversation_id, presentPromise(row)]))
}
