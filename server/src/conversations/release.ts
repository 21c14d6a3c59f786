import type { Actor } from '@fairlead/sdk'
import type { Tx } from '../db/database.ts'
import { changeConversation } from './change.ts'

/** Gives everything a member holds back to the queue, ages kept. The caller has locked the member. */
export async function releaseConversationsOf(
  tx: Tx,
  { workspaceId, memberId, actor, by }: { workspaceId: string; memberId: string; actor: Actor; by: 'deactivated' },
): Promise<void> {
  const held = await tx
    .selectFrom('conversation')
    .select(['workspace_id', 'id'])
    .where('workspace_id', '=', workspaceId)
    .where('assignee_id', '=', memberId)
    .where('status', 'in', ['open', 'snoozed'])
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  for (const row of held) {
    await changeConversation(
      tx,
      row,
      { assignee_id: null, assigned_at: null },
      { type: 'conversation.unassigned', actor, extra: { fromAgentId: memberId, by } },
    )
  }
}
