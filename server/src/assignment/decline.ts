import type { Conversation } from '@fairlead/sdk'
import { sql } from 'kysely'
import { changeConversation, lockConversation, placeInQueue, requireOpen } from '../conversations/change.ts'
import { loadConversation } from '../conversations/present.ts'
import type { Tx } from '../db/database.ts'
import { AppError, found } from '../errors.ts'
import { removeJob } from '../jobs/add.ts'
import { lockMember } from '../members/queries.ts'
import { escalateIfAllTried } from './escalate.ts'
import { recordUnassigned } from './record.ts'

/** An agent hands back what the engine gave them. It keeps its age, and does not come to them again. */
export async function declineConversation(
  tx: Tx,
  { workspaceId, id, memberId }: { workspaceId: string; id: string; memberId: string },
): Promise<Conversation> {
  await lockMember(tx, workspaceId, memberId)
  const row = await lockConversation(tx, workspaceId, id)
  requireOpen(row)
  if (row.assignee_id !== memberId) throw new AppError('not_assignee')
  if (row.assigned_by !== 'engine') throw new AppError('not_automatic')

  await removeJob(tx, `answer:${id}`)
  await changeConversation(
    tx,
    row,
    {
      assignee_id: null,
      assigned_at: null,
      assigned_by: null,
      // As old as it was; while somebody had it, the boosts may have changed.
      ...placeInQueue(sql.ref<Date | null>('queued_since')),
      queued_at: sql<Date>`clock_timestamp()`,
      queued_reason: null,
      tried: sql<string[]>`array_append(array_remove(tried, ${memberId}), ${memberId})`,
      // What was put aside is somebody else's to take up now.
      status: 'open',
      snoozed_until: null,
    },
    {
      type: 'conversation.unassigned',
      actor: { type: 'member', id: memberId },
      extra: { fromAgentId: memberId, by: 'declined' },
    },
  )
  await recordUnassigned(tx, {
    workspaceId,
    conversationId: id,
    teamId: row.team_id,
    agentId: memberId,
    reason: 'declined',
    trigger: 'conversation.declined',
  })
  await escalateIfAllTried(tx, { workspaceId, id })
  return found(await loadConversation(tx, workspaceId, id))
}
