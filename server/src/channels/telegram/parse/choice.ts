import type { InboundEvent } from '../../inbound.ts'
import { type Bag, bag, bags, text } from '../../reading.ts'
import { toProviderId } from '../provider-id.ts'
import { describeChat, parseSender, privateChatId, shortId } from './sender.ts'

/** A tap on a button under one of our messages. The button spins until we say that we heard it. */
export function parseChoice(query: Bag, accountId: string): InboundEvent {
  const queryId = shortId(query.id)
  const contact = parseSender(bag(query.from))
  const message = bag(query.message)
  const isPrivate = query.message === undefined || privateChatId(bag(message.chat)) !== null
  if (queryId === null) return ignored('choice without an id')
  if (contact === null) return ignored('choice without a sender')
  if (!isPrivate) return ignored(`choice in ${describeChat(bag(message.chat))}`)

  const chosen = text(query.data) ?? text(query.game_short_name) ?? ''
  const title = titleOf(chosen, bag(message.reply_markup)) ?? chosen
  const [chatId = '', messageId] = [contact.addresses[0], shortId(message.message_id)]
  const connection = shortId(message.business_connection_id)
  return {
    kind: 'message',
    accountId,
    // The provider does not say when; what the message under the button says is when that was sent.
    at: 0,
    providerId: `${chatId}:choice:${queryId}`,
    author: 'contact',
    contact,
    message: {
      kind: 'interactive',
      text: title,
      content: { choice: { id: chosen, title } },
      attachments: [],
      replyToProviderId: messageId === null ? null : toProviderId({ chatId, messageId, connection }),
    },
    acknowledge: queryId,
    ...(connection !== null && { data: { connection } }),
  }
}

// A message that is too old comes without its buttons.
function titleOf(chosen: string, markup: Bag): string | null {
  const rows = Array.isArray(markup.inline_keyboard) ? markup.inline_keyboard : []
  return text(rows.flatMap(bags).find((button) => button.callback_data === chosen)?.text)
}

function ignored(what: string): InboundEvent {
  return { kind: 'ignored', what }
}
