import type { Db, Tx } from '../db/database.ts'
import { found } from '../errors.ts'

/** @throws {AppError} `not_found` when there is no such conversation in the workspace. */
export async function requireConversation(db: Db | Tx, workspaceId: string, id: string): Promise<void> {
  found(
    await db
      .selectFrom('conversation')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .executeTakeFirst(),
  )
}
