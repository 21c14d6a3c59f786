import type { Language, VisitorMessage, visitorPost } from '@fairlead/sdk'
import type { z } from 'zod'
import { claimUploads, kindOfFile } from '../attachments/claim.ts'
import { holdChannels } from '../channels/hold.ts'
import { findOrMakeContacts } from '../contacts/find-or-make.ts'
import { lockAddresses } from '../contacts/hold.ts'
import { storeMessages } from '../conversations/store-messages.ts'
import type { Tx } from '../db/database.ts'
import { AppError, found } from '../errors.ts'
import { announceChange } from '../messages/announce.ts'
import { loadMessage, loadMessages } from '../messages/present.ts'
import { withoutBadText } from '../text.ts'
import { findContact, listOwnConversations, toVisitorMessage } from './history.ts'
import type { WebchatChannel } from './session.ts'
import { isUser, uploaderIdOf, type Visitor } from './visitor.ts'

/** Takes in what a visitor wrote. The same `clientId` again answers with what was stored first. */
export async function postAsVisitor(
  tx: Tx,
  channel: WebchatChannel,
  visitor: Visitor,
  post: z.output<typeof visitorPost>,
): Promise<VisitorMessage> {
  const { workspaceId } = channel
  const input = withoutBadText(post)
  const sender = {
    addresses: [visitor.address],
    matchKeys: [],
    name: visitor.profile.name || defaultName(visitor, channel.language),
    phone: null,
  }
  await lockAddresses(tx, [{ ...channel, sender }])
  const earlier = await findEarlier(tx, channel, visitor, input.clientId)
  if (earlier) return earlier
  if (input.text.trim() === '' && input.attachmentIds.length === 0) throw new AppError('message_empty')

  const uploads = await claimUploads(tx, { workspaceId, uploadedBy: uploaderIdOf(visitor) }, input.attachmentIds)
  const { email, locale } = visitor.profile
  const isVerified = isUser(visitor.address)
  const [contact] = await findOrMakeContacts(tx, [{ ...channel, sender, isVerified, email, locale }])
  const held = await holdChannels(tx, [channel.channelId])
  if (!held.channels.has(channel.channelId)) throw new AppError('not_found')
  const [id] = await storeMessages(tx, held, [
    {
      ...{ workspaceId, channelId: channel.channelId, contact: contact!, addresses: sender.addresses },
      providerId: null,
      clientId: input.clientId,
      author: 'contact',
      at: 0,
      kind: uploads[0] ? kindOfFile(uploads[0].type) : 'text',
      text: input.text.trim(),
      content: {},
      attachments: [],
      uploads,
      replyToProviderId: null,
      replyToId: await ownMessage(tx, channel, contact!.id, input.replyToId),
    },
  ])
  return toVisitorMessage(found(await loadMessage(tx, workspaceId, id!)), false)
}

/** The visitor has seen what members wrote. */
export async function readAsVisitor(tx: Tx, channel: WebchatChannel, visitor: Visitor): Promise<void> {
  const contact = await findContact(tx, channel, visitor.address)
  if (!contact) return
  const conversations = await listOwnConversations(tx, channel, contact.id, visitor.address)
  if (conversations.length === 0) return
  const seen = await tx
    .updateTable('message')
    .set({ state: 'read' })
    .where('workspace_id', '=', channel.workspaceId)
    .where(
      'conversation_id',
      'in',
      conversations.map(({ id }) => id),
    )
    .where('author_type', '=', 'member')
    .where('is_note', '=', false)
    .where('state', 'in', ['sent', 'delivered'])
    .returning(['workspace_id', 'id', 'conversation_id'])
    .execute()
  for (const message of seen) await announceChange(tx, message, 'state', { type: 'contact', id: contact.id })
}

async function findEarlier(
  tx: Tx,
  channel: WebchatChannel,
  visitor: Visitor,
  clientId: string,
): Promise<VisitorMessage | null> {
  const contact = await findContact(tx, channel, visitor.address)
  const conversations = contact ? await listOwnConversations(tx, channel, contact.id, visitor.address) : []
  if (conversations.length === 0) return null
  const row = await tx
    .selectFrom('message')
    .select('id')
    .where('workspace_id', '=', channel.workspaceId)
    .where(
      'conversation_id',
      'in',
      conversations.map(({ id }) => id),
    )
    .where('client_id', '=', clientId)
    .executeTakeFirst()
  const [message] = row ? await loadMessages(tx, channel.workspaceId, [row.id]) : []
  return message ? toVisitorMessage(message, false) : null
}

async function ownMessage(
  tx: Tx,
  channel: WebchatChannel,
  contactId: string,
  id: string | undefined,
): Promise<string | null> {
  if (id === undefined) return null
  const row = await tx
    .selectFrom('message as m')
    .innerJoin('conversation as c', (join) =>
      join.onRef('c.workspace_id', '=', 'm.workspace_id').onRef('c.id', '=', 'm.conversation_id'),
    )
    .select('m.id')
    .where('m.workspace_id', '=', channel.workspaceId)
    .where('m.id', '=', id)
    .where('m.is_note', '=', false)
    .where('c.contact_id', '=', contactId)
    .executeTakeFirst()
  return row?.id ?? null
}

const visitorNames: Readonly<Record<Language, string>> = {
  en: 'Visitor',
  de: 'Besucher',
  it: 'Visitatore',
  vi: 'Khách',
  th: 'ผู้เยี่ยมชม',
}

// Members read it, so it is in the language of the workspace.
function defaultName({ address }: Visitor, language: Language): string {
  return isUser(address) ? address.slice('user:'.length) : `${visitorNames[language]} ${address.slice(-4)}`
}
