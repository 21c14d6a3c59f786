import type { MessageContent } from '@fairlead/sdk'
import type { InboundEvent } from '../../inbound.ts'
import { type Bag, bag, id, instant, text } from '../../reading.ts'
import { toProviderId } from '../provider-id.ts'
import { parseContent, serviceIn } from './content.ts'
import { describeChat, parseSender, privateChatId, shortId } from './sender.ts'
import { ownPhone, storyUrl, whereabouts } from './things.ts'

/**
 * A message in the chat with one person: to the bot, or to the business account it answers for. There the owner's own
 * messages come too, and are the business's.
 */
export function parseMessage(message: Bag, accountId: string): InboundEvent {
  const chatId = privateChatId(bag(message.chat))
  const messageId = shortId(message.message_id)
  if (chatId === null) return ignored(`message in ${describeChat(bag(message.chat))}`)
  if (messageId === null) return ignored('message without an id')
  const serviceKey = serviceIn(message)
  if (serviceKey !== null) return ignored(`service message: ${serviceKey.slice(0, 100)}`)

  const connection = shortId(message.business_connection_id)
  const isOurs = connection !== null && id(bag(message.from).id) !== null && id(bag(message.from).id) !== chatId
  // The chat with a person has their names, and the sender has their language too.
  const contact = parseSender(isOurs || id(bag(message.from).id) !== chatId ? bag(message.chat) : bag(message.from))
  if (contact === null) return ignored('message without a sender')

  const body = parseContent(message)
  const replied = shortId(bag(message.reply_to_message).message_id)
  return {
    kind: 'message',
    accountId,
    at: instant(message.date),
    providerId: toProviderId({ chatId, messageId, connection }),
    author: isOurs ? 'member' : 'contact',
    contact: { ...contact, phone: isOurs ? null : ownPhone(message, chatId) },
    message: {
      ...body,
      content: { ...body.content, ...contextOf(message) },
      replyToProviderId: replied === null ? null : toProviderId({ chatId, messageId: replied, connection }),
    },
    ...(connection !== null && { data: { connection } }),
    // Away notes, greetings and what was scheduled: an app wrote it in the owner's name.
    ...(message.is_from_offline === true && { isAutomatic: true }),
  }
}

export function parseEdit(message: Bag, accountId: string): InboundEvent {
  const chatId = privateChatId(bag(message.chat))
  const messageId = shortId(message.message_id)
  if (chatId === null) return ignored(`edit in ${describeChat(bag(message.chat))}`)
  if (messageId === null) return ignored('edit of nothing')

  const body = parseContent(message)
  if (body.kind === 'unsupported') return ignored('edit to something unsupported')
  const connection = shortId(message.business_connection_id)
  return {
    kind: 'edit',
    accountId,
    at: instant(message.edit_date) || instant(message.date),
    targetProviderId: toProviderId({ chatId, messageId, connection }),
    // Whoever shares where they are for a while edits the message as they move.
    text: whereabouts(body) ?? body.text,
  }
}

function contextOf(message: Bag): MessageContent {
  const start = /^\/start(?:@\w+)? ([\w-]{1,64})$/.exec(text(message.text) ?? '')?.[1]
  const quotedText = text(bag(message.quote).text)
  const albumId = id(message.media_group_id)
  const isForwarded = message.forward_origin !== undefined || message.forward_date !== undefined
  const story = bag(message.reply_to_story)

  return {
    ...(start !== undefined && { start }),
    ...(quotedText !== null && { quotedText }),
    ...(albumId !== null && { albumId }),
    ...(isForwarded && { isForwarded }),
    ...(id(story.id) !== null && { story: { as: 'reply' as const, url: storyUrl(story) } }),
  }
}

function ignored(what: string): InboundEvent {
  return { kind: 'ignored', what }
}
