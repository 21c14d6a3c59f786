import { applyToConversation, type Conversation, conversationChangeOf, type Event } from '@fairlead/sdk'
import { applyToList, type ConversationList, type ListScope, place } from './conversation-list.ts'
import { mayEnter } from './may-enter.ts'

/** `isShown`: somebody looks at it now. */
export type ScopedList = Readonly<{ scope: ListScope; list: ConversationList; isShown: boolean }>

/** Every conversation we hold: those opened one by one, and the lists by their key. */
export type KnownConversations = Readonly<{
  single: ReadonlyMap<string, Conversation>
  lists: ReadonlyMap<string, ScopedList>
}>

/**
 * What we hold after events, in order. `missing` are conversations that may now belong to a list that is shown, and that
 * we know too little of to put there: the caller fetches them. `outdated` are the lists that nobody looks at and that
 * lack such a one: they are fetched anew for whoever comes back to them.
 */
export function applyToKnown(
  before: KnownConversations,
  events: readonly Event[],
): KnownConversations & Readonly<{ missing: ReadonlySet<string>; outdated: ReadonlySet<string> }> {
  const single = new Map(before.single)
  const lists = new Map(before.lists)
  const missing = new Set<string>()
  const outdated = new Set<string>()

  for (const event of events) {
    const id = conversationChangeOf(event)?.id
    const known = id === undefined ? null : find({ single, lists }, id)

    for (const [key, scoped] of lists) {
      const { scope, list, isShown } = scoped
      const after = applyToList(list, scope, event, known)
      if (after !== list) lists.set(key, { ...scoped, list: after })
      if (id === undefined || known !== null || event.type === 'conversation.opened') continue
      if (!(isShown ? missing.has(id) : outdated.has(key)) && mayEnter(list, scope, event)) {
        if (isShown) missing.add(id)
        else outdated.add(key)
      }
    }
    for (const [key, conversation] of single) {
      const after = applyToConversation(conversation, event)
      if (after !== conversation) single.set(key, after)
    }
  }
  return { single, lists, missing, outdated }
}

/** What we hold once the server has told us a conversation whole. */
export function placeInKnown({ single, lists }: KnownConversations, conversation: Conversation): KnownConversations {
  return {
    single: new Map(single).set(conversation.id, conversation),
    lists: new Map(
      [...lists].map(([key, scoped]) => [key, { ...scoped, list: place(scoped.list, scoped.scope, conversation) }]),
    ),
  }
}

/** The same for one that was missing: where a list has it from now on, it is held by that alone. */
export function placeMissing(before: KnownConversations, conversation: Conversation): KnownConversations {
  const after = placeInKnown(before, conversation)
  const isListed = [...after.lists.values()].some(({ list }) => list.data.includes(conversation))
  return isListed && !before.single.has(conversation.id) ? { ...after, single: before.single } : after
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
