import { applyToMessages, type Event, type Message } from '@fairlead/sdk'

/** The messages of a conversation as far back as they were fetched, newest first. */
export type MessageList = Readonly<{ data: readonly Message[]; nextCursor: string | null }>

export function applyToMessageList(list: MessageList, conversationId: string, event: Event): MessageList {
  const before = list.data.toReversed()
  const after = applyToMessages(before, conversationId, event)
  return after === before ? list : { ...list, data: after.toReversed() }
}

/** The list with messages that the server answered, which may be there already. */
export function withMessages(list: MessageList, messages: readonly Message[]): MessageList {
  const byId = new Map([...list.data, ...messages].map((message) => [message.id, message]))
  // Ids are in the order of storing.
  return { ...list, data: [...byId.values()].sort((a, b) => (a.id > b.id ? -1 : 1)) }
}

export function joinMessagePages(pages: readonly MessageList[]): MessageList {
  const [first, ...rest] = pages
  if (first === undefined) return { data: [], nextCursor: null }
  const older = rest.flatMap(({ data }) => data)
  return { ...withMessages(first, older), nextCursor: pages.at(-1)?.nextCursor ?? null }
}
