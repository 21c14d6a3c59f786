import type { Actor, Conversation } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { changeConversation, lockConversation, requireOpen } from './change.ts'

type Input = Readonly<{ workspaceId: string; id: string; actor: Actor }>

/** Closes. The assignee stays with it, so that history and reports know who had it. */
export async function closeConversation(tx: Tx, { workspaceId, id, actor }: Input): Promise<Conversation> {
  const row = await lockConversation(tx, workspaceId, id)
  requireOpen(row)
  return changeConversation(
    tx,
    row,
    {
      status: 'closed',
      closed_at: sql<Date>`now()`,
      snoozed_until: null,
      waiting_since: null,
      unread_count: 0,
      queued_reason: null,
    },
    { type: 'conversation.closed', actor, extra: {} },
  )
}

/** A member opens again what was closed. It goes on with whoever had it, if they are still here. */
export async function reopenConversation(tx: Tx, { workspaceId, id, actor }: Input): Promise<Conversation> {
  const row = await lockConversation(tx, workspaceId, id)
  if (row.status !== 'closed') throw new AppError('conversation_not_closed')

  // The contact may be writing at this moment: whoever opens one of theirs holds them.
  await tx
    .selectFrom('contact')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', row.contact_id)
    .forNoKeyUpdate()
    .execute()
  const current = await tx
    .selectFrom('conversation')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', row.channel_id)
    .where('contact_id', '=', row.contact_id)
    .where('status', '<>', 'closed')
    .executeTakeFirst()
  if (current) throw new AppError('conversation_exists', { data: { conversationId: current.id } })

  return changeConversation(
    tx,
    row,
    { status: 'open', closed_at: null, assignee_id: await activeMember(tx, workspaceId, row.assignee_id) },
    { type: 'conversation.reopened', actor, extra: { by: 'member' } },
  )
}

/** The member, if they still work here. */
export async function activeMember(tx: Tx, workspaceId: string, memberId: string | null): Promise<string | null> {
  if (memberId === null) return null
  const member = await tx
    .selectFrom('member')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', memberId)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst()
  return member?.id ?? null
}
