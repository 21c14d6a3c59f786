import type { Actor } from '@fairlead/sdk'
import type { Tx } from '../db/database.ts'
import { giveBack, hasAssignee } from './give-back.ts'

/**
 * Gives back to the queue what a member holds, of one team or of all, ages kept. The caller has locked the member. What
 * is snoozed stays so, without an assignee.
 */
export async function releaseConversationsOf(
  tx: Tx,
  {
    workspaceId,
    memberId,
    actor,
    by,
    teamId,
  }: Readonly<{
    workspaceId: string
    memberId: string
    actor: Actor
    by: 'deactivated' | 'removed'
    teamId?: string | undefined
  }>,
): Promise<void> {
  const held = await tx
    .selectFrom('conversation')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('assignee_id', '=', memberId)
    .where('status', 'in', ['open', 'snoozed'])
    .$if(teamId !== undefined, (query) => query.where('team_id', '=', teamId!))
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  for (const row of held.filter(hasAssignee)) await giveBack(tx, row, { by, actor })
}
