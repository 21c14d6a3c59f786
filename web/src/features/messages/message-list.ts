import { applyToMessages, type Event, type Message } from '@fairlead/sdk'

/** Messages of a conversation without a gap between them, newest first. */
export type MessageList = Readonly<{
  data: readonly Message[]
  /** Goes on towards the older; null when it begins with the first message. */
  nextCursor: string | null
  /** Goes on towards the newer; null when it ends with the newest. */
  newerCursor: string | null
}>

/** Where a page of messages is to be. */
export type Place = Readonly<{ cursor?: string; after?: string; around?: string; at?: string }>

export function applyToMessageList(list: MessageList, conversationId: string, event: Event): MessageList {
  if (event.type === 'message.created' && isBeyond(list, event.data.message)) return list
  const before = list.data.toReversed()
  const after = applyToMessages(before, conversationId, event)
  return after === before ? list : { ...list, data: after.toReversed() }
}

/**
 * The list with messages that the server answered. Those that are there already stay as they are: events may have come
 * before the answer, and then it tells of a state that is over.
 */
export function withMessages(list: MessageList, messages: readonly Message[]): MessageList {
  const fitting = messages.filter((message) => !isBeyond(list, message))
  return { ...list, data: ordered([...fitting, ...list.data]) }
}

export function joinMessagePages(pages: readonly MessageList[]): MessageList {
  const [newest] = pages
  if (newest === undefined) return { data: [], nextCursor: null, newerCursor: null }
  if (pages.length === 1) return newest
  // Of a message on two pages the newer page tells: pages are fetched one after the other.
  const data = ordered(pages.toReversed().flatMap((page) => page.data))
  return { data, nextCursor: pages.at(-1)?.nextCursor ?? null, newerCursor: newest.newerCursor }
}

/** Where the list would be fetched again. */
export function placeOf({ data, newerCursor }: MessageList): Place {
  const middle = data[data.length >> 1]
  return newerCursor === null || middle === undefined ? {} : { around: middle.id }
}

// What comes after the newest that we have, while there is more between: it is fetched in its turn.
function isBeyond({ data, newerCursor }: MessageList, { id }: Message): boolean {
  return newerCursor !== null && id > (data[0]?.id ?? '')
}

// Ids are in the order of storing; of the same one the last counts.
function ordered(messages: readonly Message[]): readonly Message[] {
  const byId = new Map(messages.map((message) => [message.id, message]))
  return [...byId.values()].sort((a, b) => (a.id > b.id ? -1 : 1))
}
