/**
 * What a member writes for later. Until then it is no message: nobody waits less for it, and no channel knows of it.
 * Anybody may take it back or have it sent now, since whoever takes a conversation over answers for it; but nobody puts
 * words into the mouth of another.
 */
import type { patchScheduledMessage, postScheduledMessage, ScheduledMessage } from '@fairlead/sdk'
import type { z } from 'zod'
import { forgetUnsent } from '../conversations/undelivered.ts'
import { now } from '../db/clock.ts'
import type { Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { AppError, found, refusal } from '../errors.ts'
import { removeJob } from '../jobs/add.ts'
import { enqueueScheduled, holdScheduled, jobKeyOf, removeScheduled, tellScheduled } from './scheduled.ts'

type By = Readonly<{ workspaceId: string; memberId: string }>
type Body = ScheduledMessage['body']

/** Longer than anybody plans, and sooner than everything is forgotten. */
const furthestMs = 366 * 86_400_000

export async function scheduleMessage(
  tx: Tx,
  { workspaceId, memberId }: By,
  { conversationId, given }: { conversationId: string; given: z.output<(typeof postScheduledMessage)['body']> },
): Promise<ScheduledMessage> {
  found(
    await tx
      .selectFrom('conversation')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', conversationId)
      .executeTakeFirst(),
  )
  const dueAt = new Date(given.dueAt)
  if (dueAt.getTime() <= now()) throw refusal('invalid_request', [{ path: 'dueAt', message: 'must be in the future' }])
  requireBody(given.message)
  requireSoon(dueAt)

  const row = await tx
    .insertInto('scheduled_message')
    .values({
      ...{ workspace_id: workspaceId, id: newId(), conversation_id: conversationId, member_id: memberId },
      ...{ body: JSON.stringify(given.message), due_at: dueAt },
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await enqueueScheduled(tx, { workspaceId, id: row.id, dueAt })
  return tellScheduled(tx, 'scheduled_message.created', row, { type: 'member', id: memberId })
}

/** A time that has come means: now. What could not go out is tried again. */
export async function changeScheduled(
  tx: Tx,
  { workspaceId, memberId }: By,
  { id, given }: { id: string; given: z.output<(typeof patchScheduledMessage)['body']> },
): Promise<ScheduledMessage> {
  const before = found(await holdScheduled(tx, workspaceId, id))
  if (given.message !== undefined && before.member_id !== memberId) throw new AppError('forbidden')
  const message = given.message ?? before.body
  const dueAt = given.dueAt === undefined ? before.due_at : new Date(given.dueAt)
  requireBody(message)
  requireSoon(dueAt)

  const row = await tx
    .updateTable('scheduled_message')
    .set({ body: JSON.stringify(message), due_at: dueAt, error: null })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await enqueueScheduled(tx, { workspaceId, id, dueAt })
  await forgetUnsent(tx, { workspaceId, conversationId: row.conversation_id, id })
  return tellScheduled(tx, 'scheduled_message.changed', row, { type: 'member', id: memberId })
}

export async function takeBackScheduled(tx: Tx, { workspaceId, memberId }: By, id: string): Promise<void> {
  const row = found(await holdScheduled(tx, workspaceId, id))
  await removeJob(tx, jobKeyOf(id))
  await removeScheduled(tx, row, { by: 'member', actor: { type: 'member', id: memberId } })
}

function requireBody({ text, attachmentIds, template }: Body): void {
  if (text.trim() === '' && attachmentIds.length === 0 && template === undefined) throw new AppError('message_empty')
}

function requireSoon(dueAt: Date): void {
  if (dueAt.getTime() > now() + furthestMs) {
    throw refusal('invalid_request', [{ path: 'dueAt', message: 'must be within a year' }])
  }
}
