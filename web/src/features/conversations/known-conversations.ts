import { applyToConversation, type Conversation, conversationChangeOf, type Event } from '@fairlead/sdk'
import { applyToList, type ConversationList, type ListScope, mayEnter, place } from './conversation-list.ts'

export type ScopedList = Readonly<{ scope: ListScope; list: ConversationList }>

/** Every conversation we hold: those opened one by one, and the lists by their key. */
export type KnownConversations = Readonly<{
  single: ReadonlyMap<string, Conversation>
  lists: ReadonlyMap<string, ScopedList>
}>

/**
 * What we hold after events, in order. `missing` are conversations that may now belong to a list and that we know
 * too little of to put there: the caller fetches them.
 */
export function applyToKnown(
  before: KnownConversations,
  events: readonly Event[],
): KnownConversations & Readonly<{ missing: ReadonlySet<string> }> {
  const single = new Map(before.single)
  const lists = new Map(before.lists)
  const missing = new Set<string>()

  for (const event of events) {
    const id = conversationChangeOf(event)?.id
    const known = id === undefined ? null : find({ single, lists }, id)

    for (const [key, { scope, list }] of lists) {
      const after = applyToList(list, scope, event, known)
      if (after !== list) lists.set(key, { scope, list: after })
      if (id !== undefined && known === null && isNews(event) && mayEnter(list, scope, event)) missing.add(id)
    }
    for (const [key, conversation] of single) {
      const after = applyToConversation(conversation, event)
      if (after !== conversation) single.set(key, after)
    }
  }
  return { single, lists, missing }
}

/** What we hold once the server has told us a conversation whole. */
export function placeInKnown({ single, lists }: KnownConversations, conversation: Conversation): KnownConversations {
  return {
    single: new Map(single).set(conversation.id, conversation),
    lists: new Map(
      [...lists].map(([key, { scope, list }]) => [key, { scope, list: place(list, scope, conversation) }]),
    ),
  }
}

function find({ single, lists }: KnownConversations, id: string): Conversation | null {
  const alone = single.get(id)
  if (alone !== undefined) return alone

  for (const { list } of lists.values()) {
    const listed = list.data.find((conversation) => conversation.id === id)
    if (listed !== undefined) return listed
  }
  return null
}

function isNews(event: Event): boolean {
  return event.type !== 'conversation.opened' && event.type !== 'conversation.read'
}
