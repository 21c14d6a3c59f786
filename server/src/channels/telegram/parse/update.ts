import type { WebhookRequest } from '../../channel.ts'
import type { InboundEvent } from '../../inbound.ts'
import { type Bag, bag, bags, id, instant, isBag, parseJson, text } from '../../reading.ts'
import type { TelegramAccount } from '../account.ts'
import { toProviderId } from '../provider-id.ts'
import { parseChoice } from './choice.ts'
import { parseEdit, parseMessage } from './message.ts'
import { describeChat, parseSender, privateChatId, shortId } from './sender.ts'

type Reader = (value: Bag, accountId: string) => readonly InboundEvent[]

const readers: ReadonlyMap<string, Reader> = new Map([
  ['message', one(parseMessage)],
  ['edited_message', one(parseEdit)],
  ['business_message', one(parseMessage)],
  ['edited_business_message', one(parseEdit)],
  ['deleted_business_messages', parseDeletions],
  ['callback_query', one(parseChoice)],
  ['message_reaction', one(parseReaction)],
  ['my_chat_member', one(parseStanding)],
])

/**
 * A request carries one update, and an update carries one thing under the name of its kind. An update that is refused
 * holds back everything else from its chat for a day, so what is not ours is named and ignored.
 */
export function parse(request: WebhookRequest, { settings, secrets }: TelegramAccount): readonly InboundEvent[] {
  const update = bag(parseJson(new TextDecoder().decode(request.body)))
  // The update does not say which bot it is for, but this channel has only one.
  const accountId = settings.botId || (secrets.botToken.split(':')[0] ?? '')

  const kinds = Object.keys(update).filter((key) => key !== 'update_id')
  const events = kinds.flatMap((kind) => {
    const [read, value] = [readers.get(kind), update[kind]]
    return read !== undefined && isBag(value) ? read(value, accountId) : [ignored(`update: ${kind.slice(0, 100)}`)]
  })
  return events.length > 0 ? events : [ignored('update: none')]
}

function one(read: (value: Bag, accountId: string) => InboundEvent): Reader {
  return (value, accountId) => [read(value, accountId)]
}

/** Only a business account's chats tell that something was deleted. */
function parseDeletions(deleted: Bag, accountId: string): readonly InboundEvent[] {
  const chatId = privateChatId(bag(deleted.chat))
  const connection = shortId(deleted.business_connection_id)
  if (chatId === null) return [ignored(`deletion in ${describeChat(bag(deleted.chat))}`)]

  const ids = (Array.isArray(deleted.message_ids) ? deleted.message_ids : [])
    .map(shortId)
    .filter((each) => each !== null)
  if (ids.length === 0) return [ignored('deletion of nothing')]
  return ids.map((messageId) => ({
    kind: 'deletion',
    accountId,
    at: 0,
    targetProviderId: toProviderId({ chatId, messageId, connection }),
  }))
}

/** The lists are whole: what somebody's reactions were, and what they are now. */
function parseReaction(reaction: Bag, accountId: string): InboundEvent {
  const chatId = privateChatId(bag(reaction.chat))
  const messageId = shortId(reaction.message_id)
  const contact = parseSender(bag(reaction.user))
  if (chatId === null) return ignored(`reaction in ${describeChat(bag(reaction.chat))}`)
  if (messageId === null) return ignored('reaction to nothing')
  if (contact === null) return ignored('reaction without a sender')

  return {
    kind: 'reaction',
    accountId,
    at: instant(reaction.date),
    contact,
    targetProviderId: toProviderId({ chatId, messageId, connection: shortId(reaction.business_connection_id) }),
    emoji: emojiOf(bags(reaction.new_reaction)),
  }
}

// Pictures of one's own have no letter to be shown by, and stars that were paid for have only that one.
function emojiOf(reactions: readonly Bag[]): string | null {
  const named = reactions.map((reaction) => text(reaction.emoji)).find((emoji) => emoji !== null)
  if (named !== undefined) return named
  if (reactions.some(({ type }) => type === 'paid')) return '⭐'
  return reactions.length > 0 ? '✨' : null
}

/** In the chat with one person the bot is a member, or was thrown out: they blocked it. */
function parseStanding(change: Bag, accountId: string): InboundEvent {
  const chatId = privateChatId(bag(change.chat))
  const contact = parseSender(bag(id(bag(change.from).id) === chatId ? change.from : change.chat))
  const status = text(bag(change.new_chat_member).status)
  if (chatId === null) return ignored(`standing in ${describeChat(bag(change.chat))}`)
  if (contact === null) return ignored('standing of nobody')
  if (status !== 'kicked' && status !== 'left' && status !== 'member') {
    return ignored(`standing: ${status?.slice(0, 100) ?? 'none'}`)
  }

  const standing = status === 'member' ? 'unblocked' : 'blocked'
  return { kind: 'standing', accountId, at: instant(change.date), contact, standing }
}

function ignored(what: string): InboundEvent {
  return { kind: 'ignored', what }
}
