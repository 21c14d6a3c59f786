import type { Tx } from '../db/database.ts'
import { announceChannel } from './announce.ts'

/** Says that a channel's account no longer works: nothing is sent on it until a manager has mended it. */
export async function markBroken(
  tx: Tx,
  { workspaceId, channelId }: { workspaceId: string; channelId: string },
  reason: string,
): Promise<void> {
  const row = await tx
    .updateTable('channel')
    .set({ status: 'broken', status_reason: reason })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', channelId)
    .where('status', '=', 'active')
    .returningAll()
    .executeTakeFirst()
  if (row) announceChannel(tx, row)
}
