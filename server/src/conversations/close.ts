import type { Actor, Conversation, EventData } from '@fairlead/sdk'
import { sql } from 'kysely'
import { type GivenClosing, requireClosing } from '../closing/rules.ts'
import { holdPriorityRules, priorityFor } from '../contacts/priority-rules.ts'
import type { Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { endRouting } from '../workflows/routing/release.ts'
import { type ConversationRow, changeConversation, lockConversation, placeInQueue, requireOpen } from './change.ts'
import { lockWithAssignee } from './hold.ts'
import { newInQueue } from './open.ts'

type Input = Readonly<{ workspaceId: string; id: string; actor: Actor }>

/**
 * A member closes, and says what the workspace wants to know. The assignee stays with it, so that history and reports
 * know who had it, and has the time to wrap up that their team's policy gives.
 *
 * @throws {AppError} `closing_incomplete`
 */
export async function closeConversation(
  tx: Tx,
  { workspaceId, id, actor, closing: given = {} }: Input & Readonly<{ closing?: GivenClosing }>,
): Promise<Conversation> {
  const closing = await requireClosing(tx, workspaceId, given)
  // Nobody is held for nothing: who assigns waits for them.
  if (!(await hasWrapUp(tx, workspaceId, id))) {
    const row = await lockConversation(tx, workspaceId, id)
    requireOpen(row)
    return close(tx, row, { by: 'member', actor, closing })
  }
  const { row } = await lockWithAssignee(tx, workspaceId, id)
  requireOpen(row)
  await beginWrapUp(tx, row)
  return close(tx, row, { by: 'member', actor, closing })
}

/**
 * What every closing does. The caller holds the conversation, and knows that it is not closed. Where nothing is said of
 * it, what was said the last time stays.
 */
export async function close(
  tx: Tx,
  row: ConversationRow,
  {
    by,
    actor,
    closing = null,
  }: Readonly<{ by: EventData<'conversation.closed'>['by']; actor: Actor; closing?: Conversation['closing'] }>,
): Promise<Conversation> {
  return changeConversation(
    tx,
    await endRouting(tx, row),
    {
      status: 'closed',
      closed_at: sql<Date>`now()`,
      snoozed_until: null,
      waiting_since: null,
      unread_count: 0,
      queued_reason: null,
      tried: sql<string[]>`'{}'`,
      escalated_at: null,
      assignment_wish: null,
      ...(closing === null
        ? {}
        : {
            closing_category_id: closing.categoryId,
            closing_summary: closing.summary === '' ? null : closing.summary,
          }),
    },
    {
      type: 'conversation.closed',
      actor,
      extra: {
        ...{ by, closing },
        ...(row.waiting_since === null ? {} : { waitingSince: row.waiting_since.toISOString() }),
      },
    },
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
 * A member, or a workflow, opens again what was closed. It goes on with whoever had it, if they are still here; else it
 * goes to the queue, where it counts as new, unless a member has closed it by mistake.
 */
export async function reopenConversation(
  tx: Tx,
  { workspaceId, id, actor, by = 'member' }: Input & Readonly<{ by?: 'member' | 'workflow' }>,
): Promise<Conversation> {
  const { row, assignee } = await lockWithAssignee(tx, workspaceId, id)
  if (row.status !== 'closed') throw new AppError('conversation_not_closed')

  const contact = await lockContact(tx, row)
  await requireNoOther(tx, row)
  const isStill = assignee !== null && assignee.deactivated_at === null
  const priority = row.is_priority_manual
    ? row.priority
    : priorityFor(contact, await holdPriorityRules(tx, workspaceId))
  const since = await waitedUntilMistake(tx, row)
  return changeConversation(
    tx,
    row,
    {
      ...newInQueue,
      status: 'open',
      closed_at: null,
      priority,
      ...(since === null
        ? {}
        : { waiting_since: since, ...placeInQueue(sql`${since}::timestamptz`, sql.val<string>(priority)) }),
      // The engine did not give it to them, so no timer of its own follows.
      ...(isStill
        ? { assigned_at: sql<Date>`clock_timestamp()`, assigned_by: by === 'member' ? 'manual' : by }
        : { assignee_id: null, assigned_at: null, assigned_by: null }),
    },
    { type: 'conversation.reopened', actor, extra: { by } },
  )
}

/** What is opened again so soon was closed by mistake: whoever waited goes on waiting where they were. */
const mistakeMinutes = 10

// Since when the contact had waited, as the log says. Nobody owes an answer to what was closed on purpose.
async function waitedUntilMistake(tx: Tx, row: ConversationRow): Promise<Date | null> {
  const { workspace_id: workspaceId, id, last_message_at: lastAt, closed_at: closedAt } = row
  // Somebody has answered meanwhile, in the provider's own app.
  if (lastAt !== null && closedAt !== null && lastAt > closedAt) return null
  const { rows } = await sql<{ by: string; since: Date | null }>`
    SELECT e.data ->> 'by' AS by, (e.data ->> 'waitingSince')::timestamptz AS since FROM event e
    WHERE e.workspace_id = ${workspaceId} AND e.subject_id = ${id} AND e.type = 'conversation.closed'
      AND e.at > now() - make_interval(mins => ${mistakeMinutes})
    ORDER BY e.sequence DESC LIMIT 1`.execute(tx)
  const [closed] = rows
  return closed?.by === 'member' ? closed.since : null
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
