import type { Actor, Conversation, EventData } from '@fairlead/sdk'
import { sql } from 'kysely'
import { now } from '../db/clock.ts'
import type { Database, Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { addJob } from '../jobs/add.ts'
import { lockMembers } from '../members/queries.ts'
import { type ConversationRow, changeConversation, lockConversation, requireOpen } from './change.ts'
import { giveBack, hasAssignee } from './give-back.ts'
import { lockWithAssignee, tryLockMember } from './hold.ts'
import { canGoOn } from './room.ts'

const system: Actor = { type: 'system', id: null }

type By = EventData<'conversation.unsnoozed'>['by']

/** Puts aside until a time or the contact's next message. A new time moves the timer. */
export async function snoozeConversation(
  tx: Tx,
  { workspaceId, id, actor, until }: { workspaceId: string; id: string; actor: Actor; until: Date },
): Promise<Conversation> {
  const row = await lockConversation(tx, workspaceId, id)
  requireOpen(row)
  if (until.getTime() <= now()) {
    throw new AppError('invalid_request', { detail: 'until: must be in the future.' })
  }
  await addJob(tx, 'conversation.unsnooze', { workspaceId, id }, { runAt: until, key: `unsnooze:${id}` })
  return changeConversation(
    tx,
    row,
    { status: 'snoozed', snoozed_until: until, queued_reason: null },
    { type: 'conversation.snoozed', actor, extra: {} },
  )
}

/**
 * Takes a snoozed conversation up again. When a member or a workflow does, its assignee has it again, if they still
 * work here: a person said so. When the time came or the contact wrote, only if they are there and within their limits;
 * else it goes to the queue, where they are its previous agent.
 */
export async function unsnoozeConversation(
  tx: Tx,
  { workspaceId, id, actor, by }: { workspaceId: string; id: string; actor: Actor; by: By },
): Promise<Conversation> {
  // Whoever holds many at once has held the assignees before.
  const row = isWanted(by)
    ? (await lockWithAssignee(tx, workspaceId, id)).row
    : await lockConversation(tx, workspaceId, id)
  if (row.status !== 'snoozed')
    throw new AppError('conversation_not_open', { detail: 'The conversation is not snoozed.' })
  const conversation = await changeConversation(
    tx,
    row,
    { status: 'open', snoozed_until: null, queued_at: sql<Date>`clock_timestamp()` },
    { type: 'conversation.unsnoozed', actor, extra: { by } },
  )
  if (!hasAssignee(row) || (await mayKeep(tx, row, by))) return conversation
  return giveBack(tx, row, { by: 'unsnoozed', actor: system })
}

function isWanted(by: By): boolean {
  return by === 'member' || by === 'workflow'
}

// Somebody who is being given another one at this very moment may be full: the queue will tell.
async function mayKeep(tx: Tx, row: ConversationRow & { assignee_id: string }, by: By): Promise<boolean> {
  const assignee = await tryLockMember(tx, row.workspace_id, row.assignee_id)
  if (isWanted(by)) return assignee === null || assignee.deactivated_at === null
  return assignee !== null && (await canGoOn(tx, row))
}

/** Wakes what is due: the timer's work, and the sweeper's for a timer that was lost. Returns how many. */
export async function wakeSnoozed(database: Database, limit = 200): Promise<number> {
  return database.transact(async (tx) => {
    const due = await selectDue(tx, limit).execute()
    await lockAssignees(tx, due)
    const ids = due.map(({ id }) => id)
    if (ids.length === 0) return 0

    const held = await selectDue(tx, limit).where('id', 'in', ids).forNoKeyUpdate().skipLocked().execute()
    for (const { workspace_id: workspaceId, id } of held) {
      await unsnoozeConversation(tx, { workspaceId, id, actor: system, by: 'time' })
    }
    return held.length
  })
}

async function lockAssignees(tx: Tx, due: readonly { workspace_id: string; assignee_id: string | null }[]) {
  const byWorkspace = Map.groupBy(due, (row) => row.workspace_id)
  for (const workspaceId of [...byWorkspace.keys()].sort()) {
    const ids = byWorkspace.get(workspaceId)!.flatMap((row) => row.assignee_id ?? [])
    await lockMembers(tx, workspaceId, [...new Set(ids)])
  }
}

function selectDue(tx: Tx, limit: number) {
  return tx
    .selectFrom('conversation')
    .select(['workspace_id', 'id', 'assignee_id'])
    .where('status', '=', 'snoozed')
    .where('snoozed_until', '<=', sql<Date>`now()`)
    .orderBy('id')
    .limit(limit)
}
