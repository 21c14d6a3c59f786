import type { Actor, Conversation } from '@fairlead/sdk'
import { sql } from 'kysely'
import { holdPriorityRules, priorityFor } from '../contacts/priority-rules.ts'
import type { Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { type ConversationRow, changeConversation, lockConversation, requireOpen } from './change.ts'
import { lockWithAssignee } from './hold.ts'
import { newInQueue } from './open.ts'

type Input = Readonly<{ workspaceId: string; id: string; actor: Actor }>

/**
 * Closes. The assignee stays with it, so that history and reports know who had it, and has the time to wrap up that
 * their team's policy gives.
 */
export async function closeConversation(tx: Tx, { workspaceId, id, actor }: Input): Promise<Conversation> {
  // Nobody is held for nothing: who assigns waits for them.
  if (!(await hasWrapUp(tx, workspaceId, id))) {
    const row = await lockConversation(tx, workspaceId, id)
    requireOpen(row)
    return close(tx, row, { by: 'member', actor })
  }
  const { row } = await lockWithAssignee(tx, workspaceId, id)
  requireOpen(row)
  await beginWrapUp(tx, row)
  return close(tx, row, { by: 'member', actor })
}

/** What every closing does. The caller holds the conversation, and knows that it is not closed. */
export async function close(
  tx: Tx,
  row: ConversationRow,
  { by, actor }: Readonly<{ by: 'member' | 'inactivity' | 'merge'; actor: Actor }>,
): Promise<Conversation> {
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
      tried: sql<string[]>`'{}'`,
      escalated_at: null,
    },
    { type: 'conversation.closed', actor, extra: { by } },
  )
}

async function hasWrapUp(tx: Tx, workspaceId: string, id: string): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM conversation c JOIN team t ON t.workspace_id = c.workspace_id AND t.id = c.team_id
    JOIN policy p ON p.workspace_id = t.workspace_id AND p.team_id = t.id AND p.version = t.policy_version
    WHERE c.workspace_id = ${workspaceId} AND c.id = ${id} AND c.assignee_id IS NOT NULL
      AND (p.settings ->> 'wrapUpMinutes')::int > 0`.execute(tx)
  return rows.length > 0
}

// What was snoozed was worked on before.
async function beginWrapUp(tx: Tx, row: ConversationRow): Promise<void> {
  if (row.status !== 'open') return
  await sql`
    UPDATE member AS m
    SET wrap_up_until = greatest(m.wrap_up_until,
      clock_timestamp() + make_interval(mins => (p.settings ->> 'wrapUpMinutes')::int))
    FROM team t JOIN policy p ON p.workspace_id = t.workspace_id AND p.team_id = t.id AND p.version = t.policy_version
    WHERE t.workspace_id = ${row.workspace_id} AND t.id = ${row.team_id} AND (p.settings ->> 'wrapUpMinutes')::int > 0
      AND m.workspace_id = t.workspace_id AND m.id = ${row.assignee_id}`.execute(tx)
}

/**
 * A member opens again what was closed. It goes on with whoever had it, if they are still here; else it goes to the
 * queue, where it counts as new.
 */
export async function reopenConversation(tx: Tx, { workspaceId, id, actor }: Input): Promise<Conversation> {
  const { row, assignee } = await lockWithAssignee(tx, workspaceId, id)
  if (row.status !== 'closed') throw new AppError('conversation_not_closed')

  const contact = await lockContact(tx, row)
  await requireNoOther(tx, row)
  const isStill = assignee !== null && assignee.deactivated_at === null
  return changeConversation(
    tx,
    row,
    {
      ...newInQueue,
      status: 'open',
      closed_at: null,
      priority: row.is_priority_manual ? row.priority : priorityFor(contact, await holdPriorityRules(tx, workspaceId)),
      // A person gave it to them now, so no timer of the engine's follows.
      ...(isStill
        ? { assigned_at: sql<Date>`clock_timestamp()`, assigned_by: 'manual' }
        : { assignee_id: null, assigned_at: null, assigned_by: null }),
    },
    { type: 'conversation.reopened', actor, extra: { by: 'member' } },
  )
}

// The contact may be writing at this moment: whoever opens one of theirs holds them.
async function lockContact(tx: Tx, { workspace_id: workspaceId, contact_id: contactId }: ConversationRow) {
  return tx
    .selectFrom('contact')
    .select(['tags', 'stage', 'owner_id'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', contactId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
}

// A contact has one at a time with each of their addresses; one without an address is for all of them.
async function requireNoOther(tx: Tx, row: ConversationRow): Promise<void> {
  const current = await tx
    .selectFrom('conversation')
    .select('id')
    .where('workspace_id', '=', row.workspace_id)
    .where('channel_id', '=', row.channel_id)
    .where('contact_id', '=', row.contact_id)
    .where('status', '<>', 'closed')
    // Of threads there may be many beside each other.
    .where('thread', '=', row.thread)
    .where(sql<boolean>`(address IS NULL OR ${row.address}::text IS NULL OR address = ${row.address})`)
    .limit(1)
    .executeTakeFirst()
  if (current) throw new AppError('conversation_exists', { data: { conversationId: current.id } })
}
