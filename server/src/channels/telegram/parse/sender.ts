import type { Sender } from '../../inbound.ts'
import { type Bag, id, text } from '../../reading.ts'

/** Somebody, as a user or as the chat with them: both have the same id and names. */
export function parseSender(person: Bag): Sender | null {
  const address = shortId(person.id)
  if (address === null || address.startsWith('-')) return null

  const names = [text(person.first_name), text(person.last_name)].filter((name) => name !== null)
  return {
    addresses: [address],
    // A username changes hands, so it says nothing about who somebody is.
    matchKeys: [],
    name: names.join(' ') || text(person.username),
    phone: null,
    locale: text(person.language_code),
  }
}

const MAX_ID = 100

/** An id that goes into one of ours, with others. */
export function shortId(value: unknown): string | null {
  const read = id(value)
  return read === null || read.length > MAX_ID ? null : read
}

/** The chat with one person; null for groups and channels. */
export function privateChatId(chat: Bag): string | null {
  const chatId = shortId(chat.id)
  const type = text(chat.type) ?? 'private'
  return chatId !== null && type === 'private' && /^\d+$/.test(chatId) ? chatId : null
}

/** Why a chat is none of ours. */
export function describeChat(chat: Bag): string {
  return id(chat.id) === null ? 'no chat' : `a chat that is not private (${text(chat.type)?.slice(0, 50) ?? 'no type'})`
}
