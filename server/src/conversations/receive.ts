/**
 * Takes in what a provider brought: one transaction for everything in a webhook. Each thing is stored once, however
 * often and in whatever order it comes: messages by the provider's id, receipts only forward, edits and reactions
 * parked until their message is there.
 */
import type { Actor, ConversationChange, MessageContent } from '@fairlead/sdk'
import { sql } from 'kysely'
import { attachUploads } from '../attachments/claim.ts'
import type { InboundAttachment, InboundEvent, InboundMessage, Sender } from '../channels/channel.ts'
import { changeAddress, movedSender, preferAddress } from '../contacts/address.ts'
import { findOrMakeContact, lockAddresses } from '../contacts/find-or-make.ts'
import { append, type Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { found } from '../errors.ts'
import { addJob } from '../jobs/add.ts'
import { loadMessage, previewOf } from '../messages/present.ts'
import { applyUpdate, findParked, isUpdate, lockProviderIds, park, targetOf, unpark } from '../messages/update.ts'
import { withoutBadText } from '../text.ts'
import { answered, answeredByPerson, differenceOf, placeInQueue } from './change.ts'
import { lockSleepers } from './hold.ts'
import { leaveOffline } from './leave-offline.ts'
import { openConversation } from './open.ts'
import { loadConversation } from './present.ts'

export type Place = Readonly<{ workspaceId: string; channelId: string }>

/** Returns how many messages were new. */
export async function receive(tx: Tx, place: Place, inbound: readonly InboundEvent[]): Promise<number> {
  const events = withoutBadText(inbound)
  const messages = events.filter((event) => event.kind === 'message').toSorted((a, b) => a.at - b.at)
  const senders = events.flatMap(senderOf)
  await lockAddresses(tx, place, senders)
  await lockProviderIds(tx, place, events.flatMap(providerIdOf))

  // What wakes goes on with whoever snoozed it only if they have room.
  await lockSleepers(tx, place, messages.length === 0 ? [] : senders.flatMap(allAddresses))
  const stored = await storedAlready(tx, place, messages)
  const parked = await findParked(tx, place, messages)
  let count = 0
  for (const message of messages) {
    if (stored.has(message.providerId)) continue
    stored.add(message.providerId)
    await receiveMessage(tx, place, message)
    if (parked.has(message.providerId)) await unpark(tx, place, message.providerId)
    count += 1
  }
  for (const event of events) {
    if (event.kind === 'address_change') await changeAddress(tx, place, event)
    else if (isUpdate(event) && !(await applyUpdate(tx, place, event))) await park(tx, place, event)
  }
  return count
}

function senderOf(event: InboundEvent): Sender[] {
  if (event.kind === 'address_change') return [movedSender(event)]
  return 'contact' in event ? [event.contact] : []
}

function allAddresses({ addresses, matchKeys }: Sender): string[] {
  return [...addresses, ...matchKeys]
}

function providerIdOf(event: InboundEvent): string[] {
  if (event.kind === 'message') return [event.providerId]
  return isUpdate(event) ? [targetOf(event)] : []
}

async function storedAlready(tx: Tx, place: Place, messages: readonly InboundMessage[]): Promise<Set<string>> {
  if (messages.length === 0) return new Set()
  const rows = await tx
    .selectFrom('message')
    .select('provider_id')
    .where('workspace_id', '=', place.workspaceId)
    .where('channel_id', '=', place.channelId)
    .where(
      'provider_id',
      'in',
      messages.map(({ providerId }) => providerId),
    )
    .execute()
  return new Set(rows.flatMap(({ provider_id }) => provider_id ?? []))
}

async function receiveMessage(tx: Tx, place: Place, inbound: InboundMessage): Promise<void> {
  const contact = await findOrMakeContact(tx, place, inbound.contact)
  if (inbound.author === 'contact') await preferAddress(tx, place, contact.id, inbound.contact.addresses[0]!)
  await addContactMessage(
    tx,
    { ...place, contactId: contact.id, contactName: contact.name, addresses: allAddresses(inbound.contact) },
    {
      providerId: inbound.providerId,
      clientId: null,
      author: inbound.author,
      at: inbound.at,
      ...inbound.message,
    },
  )
}

export type IncomingMessage = Readonly<{
  providerId: string | null
  clientId: string | null
  /** `member`: the business wrote it in the provider's own app. */
  author: 'contact' | 'member'
  /** Milliseconds since the epoch; 0 when the provider gave none we can use. */
  at: number
  kind: string
  text: string
  content: MessageContent
  attachments: readonly InboundAttachment[]
  /** Files the visitor uploaded before. */
  attachmentIds?: readonly string[]
  replyToProviderId: string | null
  replyToId?: string | null
}>

/**
 * Stores a message and what it does to the conversation, opening one when there is none. Answers the message's id. The
 * caller holds the addresses.
 */
export async function addContactMessage(
  tx: Tx,
  place: Place & Readonly<{ contactId: string; contactName: string; addresses: readonly string[] }>,
  incoming: IncomingMessage,
): Promise<string> {
  const { workspaceId, channelId, contactId, addresses } = place
  const isContact = incoming.author === 'contact'
  const actor: Actor = isContact ? { type: 'contact', id: contactId } : { type: 'system', id: null }
  const current = await openConversation(tx, {
    workspaceId,
    channelId,
    contactId,
    addresses,
    actor,
    author: incoming.author,
  })
  if (isContact && !current.isNew) await leaveOffline(tx, { workspaceId, id: current.id })
  const before = found(await loadConversation(tx, workspaceId, current.id))
  const id = newId()
  // A clock that is ahead of ours must not make a message younger than now, nor its window longer.
  const at = new Date(incoming.at > 0 ? Math.min(incoming.at, Date.now()) : Date.now())

  await tx
    .insertInto('message')
    .values({
      workspace_id: workspaceId,
      id,
      conversation_id: current.id,
      channel_id: channelId,
      author_type: incoming.author,
      author_id: isContact ? contactId : null,
      author_name: isContact ? place.contactName : '',
      kind: incoming.kind,
      text: incoming.text,
      content: JSON.stringify(incoming.content),
      reply_to_id: incoming.replyToId ?? (await findOwn(tx, place, incoming.replyToProviderId)),
      reply_to_provider_id: incoming.replyToProviderId,
      provider_id: incoming.providerId,
      client_id: incoming.clientId,
      state: isContact ? 'received' : 'sent',
      at,
    })
    .execute()
  await addAttachments(tx, place, id, incoming)

  const message = found(await loadMessage(tx, workspaceId, id))
  const lastMessage = {
    text: previewOf(message),
    kind: message.kind,
    authorType: message.author.type,
    at: at.toISOString(),
  }
  // The earliest, since one that is late comes after those written later.
  const waitingSince = isContact ? sql<Date>`least(waiting_since, ${at}::timestamptz)` : answered
  await tx
    .updateTable('conversation')
    .set({
      last_message: JSON.stringify(lastMessage),
      last_activity_at: sql`clock_timestamp()`,
      waiting_since: waitingSince,
      ...placeInQueue(waitingSince),
      last_message_at: sql`greatest(last_message_at, ${at})`,
      unread_count: isContact ? sql`unread_count + 1` : 0,
      ...(isContact ? {} : answeredByPerson),
      ...(isContact ? { last_contact_message_at: sql`greatest(last_contact_message_at, ${at})` } : {}),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', current.id)
    .execute()

  const conversation = found(await loadConversation(tx, workspaceId, current.id))
  if (current.isNew) {
    append(tx, { workspaceId, type: 'conversation.opened', subjectId: current.id, actor, data: { conversation } })
  }
  const change: ConversationChange = differenceOf(before, conversation)
  append(tx, {
    workspaceId,
    type: 'message.created',
    subjectId: current.id,
    actor,
    data: { message, conversation: change },
  })
  return id
}

async function addAttachments(
  tx: Tx,
  { workspaceId }: Place,
  messageId: string,
  incoming: IncomingMessage,
): Promise<void> {
  for (const [position, attachment] of incoming.attachments.entries()) {
    const id = newId()
    await tx
      .insertInto('attachment')
      .values({
        workspace_id: workspaceId,
        id,
        message_id: messageId,
        position,
        name: attachment.name ?? '',
        type: attachment.type ?? 'application/octet-stream',
        state: 'pending',
        is_voice: attachment.isVoice,
        media_id: attachment.mediaId,
        uploaded_by: null,
      })
      .execute()
    await addJob(tx, 'attachment.fetch', { workspaceId, id }, { key: `fetch:${id}`, maxAttempts: 12 })
  }
  await attachUploads(tx, workspaceId, messageId, incoming.attachmentIds ?? [])
}

// Among what the contact wrote and was written, in any conversation of theirs.
async function findOwn(
  tx: Tx,
  { workspaceId, channelId, contactId }: Place & Readonly<{ contactId: string }>,
  providerId: string | null,
): Promise<string | null> {
  if (providerId === null) return null
  const row = await tx
    .selectFrom('message as m')
    .innerJoin('conversation as c', (join) =>
      join.onRef('c.workspace_id', '=', 'm.workspace_id').onRef('c.id', '=', 'm.conversation_id'),
    )
    .select('m.id')
    .where('m.workspace_id', '=', workspaceId)
    .where('m.channel_id', '=', channelId)
    .where('m.provider_id', '=', providerId)
    .where('c.contact_id', '=', contactId)
    .executeTakeFirst()
  return row?.id ?? null
}
