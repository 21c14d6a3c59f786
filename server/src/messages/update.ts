/**
 * What comes after a message: receipts, edits, deletions, reactions. Each may come before its message, or before our
 * own send has returned; then it is parked under the provider's id and applied when the message is there.
 */
import type { Actor, EventData, MessageState } from '@fairlead/sdk'
import type {
  AddressChange,
  InboundDeletion,
  InboundEdit,
  InboundEvent,
  InboundReaction,
  InboundStatus,
} from '../channels/channel.ts'
import { findOrMakeContact, lockAddresses } from '../contacts/find-or-make.ts'
import { append, type Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { found } from '../errors.ts'
import { loadMessage } from './present.ts'

type Place = Readonly<{ workspaceId: string; channelId: string }>
type Update = InboundStatus | InboundReaction | InboundEdit | InboundDeletion

export function isUpdate(event: InboundEvent): event is Update {
  return event.kind === 'status' || event.kind === 'reaction' || event.kind === 'edit' || event.kind === 'deletion'
}

/** Applies it; false when its message is not here (yet). */
export async function applyUpdate(tx: Tx, place: Place, update: Update): Promise<boolean> {
  const message = await lockTarget(tx, place, update)
  if (!message) return false

  switch (update.kind) {
    case 'status':
      await applyStatus(tx, message, update)
      break
    case 'reaction':
      await applyReaction(tx, message, update)
      break
    case 'edit':
      await tx
        .updateTable('message')
        .set({ text: update.text, edited_at: atOrNow(update.at) })
        .where('workspace_id', '=', message.workspace_id)
        .where('id', '=', message.id)
        .execute()
      await announceChange(tx, message, 'edit', contactActor(message))
      break
    case 'deletion':
      await tx
        .updateTable('message')
        .set({ deleted_at: atOrNow(update.at) })
        .where('workspace_id', '=', message.workspace_id)
        .where('id', '=', message.id)
        .execute()
      await announceChange(tx, message, 'deletion', contactActor(message))
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

/** Applies what was parked for a message that is there now. */
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

/** The contact of the old address is reached at the new one too, and that one is used from now on. */
export async function changeAddress(tx: Tx, place: Place, change: AddressChange): Promise<void> {
  const sender = { addresses: [change.newAddress], matchKeys: [change.oldAddress], name: null, phone: null }
  await lockAddresses(tx, place, [sender])
  await findOrMakeContact(tx, place, sender)
}

/** Tells the log that a message is not as it was. */
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
  if (reported === 'failed') return ['delivered', 'read', 'played', 'failed'].includes(now) ? null : 'failed'
  if (now === 'received') return null
  if (now === 'failed') return reported === 'sent' ? null : reported
  return ladder.indexOf(reported) > ladder.indexOf(now) ? reported : null
}

type Target = NonNullable<Awaited<ReturnType<typeof lockTarget>>>

async function lockTarget(tx: Tx, { workspaceId, channelId }: Place, update: Update) {
  const ownId = update.kind === 'status' ? update.messageId : null
  return tx
    .selectFrom('message')
    .select(['workspace_id', 'id', 'conversation_id', 'state', 'provider_id', 'author_type', 'author_id'])
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

async function applyStatus(tx: Tx, message: Target, status: InboundStatus): Promise<void> {
  const state = nextState(message.state, status.status)
  if (state === null && message.provider_id !== null) return
  await tx
    .updateTable('message')
    .set({
      ...(state === null ? {} : { state, error: state === 'failed' ? JSON.stringify(status.error) : null }),
      // The receipt came before our send returned: from now on the provider's id finds the message too.
      ...(message.provider_id === null ? { provider_id: status.providerId } : {}),
    })
    .where('workspace_id', '=', message.workspace_id)
    .where('id', '=', message.id)
    .execute()
  if (state !== null) await announceChange(tx, message, 'state', { type: 'system', id: null })
}

async function applyReaction(tx: Tx, message: Target, { emoji, at }: InboundReaction): Promise<void> {
  if (emoji === null) {
    await tx
      .deleteFrom('reaction')
      .where('workspace_id', '=', message.workspace_id)
      .where('message_id', '=', message.id)
      .where('by', '=', 'contact')
      .execute()
  } else {
    await tx
      .insertInto('reaction')
      .values({ workspace_id: message.workspace_id, message_id: message.id, by: 'contact', emoji, at: atOrNow(at) })
      .onConflict((conflict) =>
        conflict.columns(['workspace_id', 'message_id', 'by']).doUpdateSet({ emoji, at: atOrNow(at) }),
      )
      .execute()
  }
  await announceChange(tx, message, 'reaction', { type: 'contact', id: null })
}

function targetOf(update: Update): string {
  return update.kind === 'status' ? update.providerId : update.targetProviderId
}

function contactActor(message: Target): Actor {
  return message.author_type === 'contact' ? { type: 'contact', id: message.author_id } : { type: 'system', id: null }
}

function atOrNow(at: number): Date {
  return new Date(at > 0 ? at : Date.now())
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}
