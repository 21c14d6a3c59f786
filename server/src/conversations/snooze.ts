import type { Actor, Conversation } from '@fairlead/sdk'
import type { Database, Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { addJob } from '../jobs/add.ts'
import { changeConversation, lockConversation, requireOpen } from './change.ts'
import { activeMember } from './close.ts'

const system: Actor = { type: 'system', id: null }

/** Puts aside until a time or the contact's next message. A new time moves the timer. */
export async function snoozeConversation(
  tx: Tx,
  { workspaceId, id, actor, until }: { workspaceId: string; id: string; actor: Actor; until: Date },
): Promise<Conversation> {
  const row = await lockConversation(tx, workspaceId, id)
  requireOpen(row)
  if (until.getTime() <= Date.now()) {
    throw new AppError('invalid_request', { detail: 'until: must be in the future.' })
  }
  await addJob(tx, 'conversation.unsnooze', { workspaceId, id }, { runAt: until, key: `unsnooze:${id}` })
  return changeConversation(
    tx,
    row,
    { status: 'snoozed', snoozed_until: until },
    { type: 'conversation.snoozed', actor, extra: {} },
  )
}

/** Takes a snoozed conversation up again; the assignee stays if they still work here. */
export async function unsnoozeConversation(
  tx: Tx,
  { workspaceId, id, actor, by }: { workspaceId: string; id: string; actor: Actor; by: 'time' | 'contact' | 'member' },
): Promise<Conversation> {
  const row = await lockConversation(tx, workspaceId, id)
  if (row.status !== 'snoozed')
    throw new AppError('conversation_not_open', { detail: 'The conversation is not snoozed.' })
  return changeConversation(
    tx,
    row,
    { status: 'open', snoozed_until: null, assignee_id: await activeMember(tx, workspaceId, row.assignee_id) },
    { type: 'conversation.unsnoozed', actor, extra: { by } },
  )
}

/** Wakes what is due: the timer's work, and the sweeper's for a timer that was lost. Returns how many. */
export async function wakeSnoozed(database: Database, limit = 200): Promise<number> {
  return database.transact(async (tx) => {
    const due = await tx
      .selectFrom('conversation')
      .select(['workspace_id', 'id'])
      .where('status', '=', 'snoozed')
      .where('snoozed_until', '<=', new Date())
      .orderBy('id')
      .limit(limit)
      .forNoKeyUpdate()
      .skipLocked()
      .execute()
    for (const { workspace_id: workspaceId, id } of due) {
      await unsnoozeConversation(tx, { workspaceId, id, actor: system, by: 'time' })
    }
    return due.length
  })
}
