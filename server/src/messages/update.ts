/**
 * What comes after a message: receipts, edits, deletions, reactions. Each may come before its message, or before our
 * own send has returned; then it is parked under the provider's id and applied when the message is there.
 */
import type { Actor, EventData, MessageState } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { InboundDeletion, InboundEdit, InboundEvent, InboundReaction, InboundStatus } from '../channels/channel.ts'
import { changeConversation, lockConversation } from '../conversations/change.ts'
import { append, type Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { found } from '../errors.ts'
import { enqueueDelivery } from './enqueue-delivery.ts'
import { loadMessage, previewOf } from './present.ts'

type Place = Readonly<{ workspaceId: string; channelId: string }>
type Update = InboundStatus | InboundReaction | InboundEdit | InboundDeletion

export function isUpdate(event: InboundEvent): event is Update {
  return event.kind === 'status' || event.kind === 'reaction' || event.kind === 'edit' || event.kind === 'deletion'
}

/** The provider's id of the message it is about. */
export function targetOf(update: Update): string {
  return update.kind === 'status' ? update.providerId : update.targetProviderId
}

/**
 * Holds these ids until the transaction ends, so that an update and its message never pass by each other, each not yet
 * seeing what the other writes. In 256 lots: a batch may carry a thousand, and locks are a small common store.
 */
export async function lockProviderIds(tx: Tx, { channelId }: Place, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`SELECT pg_advisory_xact_lock(key) FROM (
    SELECT DISTINCT hashtextextended(${channelId}::text || '#' || (hashtextextended(id, 0) & 255), 0) AS key
    FROM unnest(${ids}::text[]) AS id ORDER BY key) AS keys`.execute(tx)
}

/** Applies it; false when its message is not here (yet). The caller holds the message's provider id. */
export async function applyUpdate(tx: Tx, place: Place, update: Update): Promise<boolean> {
  const message = await lockTarget(tx, place, update)
  if (!message) return false

  switch (update.kind) {
    case 'status':
      await applyStatus(tx, place, message, update)
      break
    case 'reaction':
      await applyReaction(tx, message, update)
      break
    case 'edit':
      await applyEdit(tx, message, update)
      break
    case 'deletion':
      if (message.deleted_at === null) await rewrite(tx, message, { deleted_at: atOrNow(update.at) }, 'deletion')
      break
    default:
      update satisfies never
  }
  return true
}

export async function park(tx: Tx, { workspaceId, channelId }: Place, update: Update): Promise<void> {
  await tx
    .insertInto('parked_update')
    .values({
      workspace_id: workspaceId,
      id: newId(),
      channel_id: channelId,
      provider_id: targetOf(update),
      data: JSON.stringify(update),
    })
    .execute()
}

/** Of which of these messages something came before. */
export async function findParked(
  tx: Tx,
  { workspaceId, channelId }: Place,
  messages: readonly { providerId: string }[],
): Promise<ReadonlySet<string>> {
  if (messages.length === 0) return new Set()
  const ids = messages.map(({ providerId }) => providerId)
  const rows = await tx
    .selectFrom('parked_update')
    .select('provider_id')
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .where('provider_id', 'in', ids)
    .execute()
  return new Set(rows.map(({ provider_id }) => provider_id))
}

/** Applies what was parked for a message that is there now. The caller holds its provider id. */
export async function unpark(tx: Tx, place: Place, providerId: string): Promise<void> {
  const parked = await tx
    .deleteFrom('parked_update')
    .where('workspace_id', '=', place.workspaceId)
    .where('channel_id', '=', place.channelId)
    .where('provider_id', '=', providerId)
    .returning(['id', 'data'])
    .execute()
  for (const { data } of parked.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    await applyUpdate(tx, place, data as unknown as Update)
  }
}

/** Tells the log that a message is not as it was. The caller holds it, so that what is told later is the later state. */
export async function announceChange(
  tx: Tx,
  message: { workspace_id: string; id: string; conversation_id: string },
  what: EventData<'message.changed'>['what'],
  actor: Actor,
): Promise<void> {
  append(tx, {
    workspaceId: message.workspace_id,
    type: 'message.changed',
    subjectId: message.conversation_id,
    actor,
    data: { message: found(await loadMessage(tx, message.workspace_id, message.id)), what },
  })
}

const ladder: readonly MessageState[] = ['pending', 'sending', 'unknown', 'sent', 'delivered', 'read', 'played']

/** States only move forward. A failure is final, unless a later receipt proves that the message arrived after all. */
export function nextState(now: MessageState, reported: InboundStatus['status']): MessageState | null {
  if (now === 'received') return null
  if (reported === 'failed') return ['delivered', 'read', 'played', 'failed'].includes(now) ? null : 'failed'
  if (now === 'failed') return reported === 'sent' ? null : reported
  return ladder.indexOf(reported) > ladder.indexOf(now) ? reported : null
}

type Target = NonNullable<Awaited<ReturnType<typeof lockTarget>>>

async function lockTarget(tx: Tx, { workspaceId, channelId }: Place, update: Update) {
  const ownId = update.kind === 'status' ? update.messageId : null
  return tx
    .selectFrom('message')
    .select([
      'workspace_id',
      'id',
      'conversation_id',
      'state',
      'provider_id',
      'author_type',
      'author_id',
      'text',
      'edited_at',
      'deleted_at',
    ])
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .where((where) =>
      ownId !== null && isUuid(ownId)
        ? where.or([where('id', '=', ownId), where('provider_id', '=', targetOf(update))])
        : where('provider_id', '=', targetOf(update)),
    )
    .forNoKeyUpdate()
    .executeTakeFirst()
}

async function applyStatus(tx: Tx, place: Place, message: Target, status: InboundStatus): Promise<void> {
  // Sent again since: how an earlier try failed says nothing of this one.
  const isOfEarlierTry = message.provider_id !== null && message.provider_id !== status.providerId
  if (isOfEarlierTry && status.status === 'failed') return
  const state = nextState(message.state, status.status)
  const isLearnt = message.provider_id === null && message.author_type === 'member'
  if (state === null && !isLearnt) return

  await tx
    .updateTable('message')
    .set({
      ...(state === null ? {} : { state, error: state === 'failed' ? JSON.stringify(status.error) : null }),
      // The receipt came before our send returned: from now on the provider's id finds the message too.
      ...(isLearnt ? { provider_id: status.providerId } : {}),
    })
    .where('workspace_id', '=', message.workspace_id)
    .where('id', '=', message.id)
    .execute()
  if (state !== null) await announceChange(tx, message, 'state', { type: 'system', id: null })
  if (isLearnt) await unpark(tx, place, status.providerId)
  // What stands behind a message whose fate was in doubt need not wait any longer.
  if (state !== null && (message.state === 'sending' || message.state === 'pending')) {
    await enqueueDelivery(tx, { workspaceId: message.workspace_id, id: message.conversation_id }, new Date())
  }
}

// One that was overtaken by a later one, or has come before, changes nothing.
async function applyReaction(tx: Tx, message: Target, { emoji, at }: InboundReaction): Promise<void> {
  const { workspace_id: workspaceId, id } = message
  const { rows } =
    emoji === null
      ? await sql`DELETE FROM reaction WHERE workspace_id = ${workspaceId} AND message_id = ${id} AND by = 'contact'
          AND at <= ${atOrNow(at)} RETURNING at`.execute(tx)
      : await sql`INSERT INTO reaction AS r (workspace_id, message_id, by, emoji, at)
          VALUES (${workspaceId}, ${id}, 'contact', ${emoji}, ${atOrNow(at)})
          ON CONFLICT (workspace_id, message_id, by) DO UPDATE SET emoji = excluded.emoji, at = excluded.at
          WHERE r.at <= excluded.at AND r.emoji <> excluded.emoji RETURNING at`.execute(tx)
  if (rows.length > 0) await announceChange(tx, message, 'reaction', { type: 'contact', id: null })
}

async function applyEdit(tx: Tx, message: Target, { text, at }: InboundEdit): Promise<void> {
  const editedAt = atOrNow(at)
  const isOvertaken = message.edited_at !== null && message.edited_at > editedAt
  if (isOvertaken || message.text === text) return
  await rewrite(tx, message, { text, edited_at: editedAt }, 'edit')
}

// What it says now is said wherever it is shown: in the answers that quote it, and in the list when it is the last.
async function rewrite(
  tx: Tx,
  message: Target,
  set: { deleted_at: Date } | { text: string; edited_at: Date },
  what: 'edit' | 'deletion',
): Promise<void> {
  const { workspace_id: workspaceId, id, conversation_id: conversationId } = message
  const actor = contactActor(message)
  await tx.updateTable('message').set(set).where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
  await announceChange(tx, message, what, actor)

  for (const quote of await findQuotes(tx, message)) await announceChange(tx, quote, 'edit', actor)
  if (!(await isLast(tx, message))) return

  const conversation = await lockConversation(tx, workspaceId, conversationId)
  const { text, kind, author, at, attachments } = found(await loadMessage(tx, workspaceId, id))
  const lastMessage = { text: previewOf({ text, kind, attachments }), kind, authorType: author.type, at }
  await changeConversation(
    tx,
    conversation,
    { last_message: JSON.stringify(lastMessage) },
    { type: 'conversation.changed', actor, extra: {} },
  )
}

// In any conversation of the contact's: people answer what was said in one that was closed since.
async function findQuotes(tx: Tx, { workspace_id, id, conversation_id }: Target) {
  return tx
    .selectFrom('conversation as own')
    .innerJoin('conversation as c', (join) =>
      join
        .onRef('c.workspace_id', '=', 'own.workspace_id')
        .onRef('c.channel_id', '=', 'own.channel_id')
        .onRef('c.contact_id', '=', 'own.contact_id'),
    )
    .innerJoin('message as m', (join) =>
      join.onRef('m.workspace_id', '=', 'c.workspace_id').onRef('m.conversation_id', '=', 'c.id'),
    )
    .select(['m.workspace_id', 'm.id', 'm.conversation_id'])
    .where('own.workspace_id', '=', workspace_id)
    .where('own.id', '=', conversation_id)
    .where('m.id', '>', id)
    .where('m.reply_to_id', '=', id)
    .orderBy('m.id')
    .forNoKeyUpdate('m')
    .execute()
}

async function isLast(tx: Tx, { workspace_id, id, conversation_id }: Target): Promise<boolean> {
  const later = await tx
    .selectFrom('message')
    .select('id')
    .where('workspace_id', '=', workspace_id)
    .where('conversation_id', '=', conversation_id)
    .where('id', '>', id)
    .where('is_note', '=', false)
    .limit(1)
    .executeTakeFirst()
  return later === undefined
}

function contactActor(message: Target): Actor {
  return message.author_type === 'contact' ? { type: 'contact', id: message.author_id } : { type: 'system', id: null }
}

// A clock that is ahead of ours must not make anything younger than now.
function atOrNow(at: number): Date {
  return new Date(at > 0 ? Math.min(at, Date.now()) : Date.now())
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}
