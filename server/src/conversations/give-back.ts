import type { Actor, Conversation, EventData } from '@fairlead/sdk'
import { sql } from 'kysely'
import { recordUnassigned } from '../assignment/record.ts'
import type { Tx } from '../db/database.ts'
import { type ConversationRow, changeConversation, placeInQueue } from './change.ts'

type Reason = Extract<
  EventData<'conversation.unassigned'>['by'],
  'deactivated' | 'removed' | 'no_answer' | 'offline' | 'unsnoozed'
>

const triggers: Readonly<Record<Reason, string>> = {
  deactivated: 'member.changed',
  removed: 'team.changed',
  no_answer: 'conversation.check-answer',
  offline: 'member.presence_changed',
  unsnoozed: 'conversation.unsnoozed',
}

/**
 * Takes a conversation from whoever has it, back into the queue of its team, and records why. Its age stays. The caller
 * holds the conversation. `isTried`: they had their chance, and do not get it again before the contact was answered.
 */
export async function giveBack(
  tx: Tx,
  row: ConversationRow & { assignee_id: string },
  { by, actor, isTried = false }: Readonly<{ by: Reason; actor: Actor; isTried?: boolean }>,
): Promise<Conversation> {
  const { assignee_id: fromAgentId } = row
  const conversation = await changeConversation(
    tx,
    row,
    {
      assignee_id: null,
      assigned_at: null,
      assigned_by: null,
      // As old as it was; while somebody had it, the boosts may have changed.
      ...placeInQueue(sql.ref<Date | null>('queued_since')),
      queued_reason: null,
      queued_at: sql<Date>`clock_timestamp()`,
      // Somebody else should take over: it is not kept for who just left.
      ...(by === 'offline' ? { last_agent_id: null, last_agent_at: null } : {}),
      ...(isTried ? { tried: sql<string[]>`array_append(array_remove(tried, ${fromAgentId}), ${fromAgentId})` } : {}),
    },
    { type: 'conversation.unassigned', actor, extra: { fromAgentId, by } },
  )
  await recordUnassigned(tx, {
    workspaceId: row.workspace_id,
    conversationId: row.id,
    teamId: row.team_id,
    agentId: fromAgentId,
    reason: by,
    trigger: triggers[by],
  })
  return conversation
}

export function hasAssignee(row: ConversationRow): row is ConversationRow & { assignee_id: string } {
  return row.assignee_id !== null
}
