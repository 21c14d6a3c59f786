import {
  applyToConversation,
  type Conversation,
  type ConversationChange,
  conversationChangeOf,
  type Event,
  type Workspace,
} from '@fairlead/sdk'

export const views = ['mine', 'waiting', 'all', 'snoozed', 'closed'] as const
export type View = (typeof views)[number]

export type ListFilters = Readonly<{ teamId?: string; contactId?: string; assigneeId?: string; channelId?: string }>
export type ListScope = Readonly<{
  view: View
  filters: ListFilters
  meId: string
  /** The minutes of waiting that each priority is worth in the workspace. */
  boosts: Boosts
}>
export type Boosts = Workspace['boosts']

/**
 * The head of a list, as far as it was fetched. `reach` is the last conversation of the last page fetched: whatever
 * comes after it belongs to a page that we do not have yet.
 */
export type ConversationList = Readonly<{
  data: readonly Conversation[]
  nextCursor: string | null
  reach: Conversation | null
}>

/** The list after an event. `known` is the conversation of the event as it was before, if we have it anywhere. */
export function applyToList(
  list: ConversationList,
  scope: ListScope,
  event: Event,
  known: Conversation | null,
): ConversationList {
  if (event.type === 'contact.changed') return renameContact(list, event)

  const id = conversationChangeOf(event)?.id
  const before = list.data.find((item) => item.id === id) ?? known
  const after = event.type === 'conversation.opened' ? event.data.conversation : before
  return after === null ? list : place(list, scope, applyToConversation(after, event))
}

/** The list with the conversation where it belongs, or without it when it belongs elsewhere. */
export function place(list: ConversationList, scope: ListScope, conversation: Conversation): ConversationList {
  const index = list.data.findIndex(({ id }) => id === conversation.id)
  const before = list.data[index]
  const others = index < 0 ? list.data : list.data.toSpliced(index, 1)

  if (!belongs(scope, conversation) || !isWithinReach(list, scope, conversation)) {
    return index < 0 ? list : { ...list, data: others }
  } else if (before !== undefined && compareTimes(scope, conversation, before) === 0) {
    return { ...list, data: list.data.with(index, conversation) }
  } else {
    const at = others.findIndex((other) => comesBefore(scope, conversation, other))
    return { ...list, data: others.toSpliced(at < 0 ? others.length : at, 0, conversation) }
  }
}

// Of two of one millisecond the one that moves now is the more recent.
function comesBefore(scope: ListScope, moving: Conversation, other: Conversation): boolean {
  return scope.view === 'waiting' ? compare(scope, moving, other) < 0 : compareTimes(scope, moving, other) <= 0
}

/**
 * Whether a conversation we know nothing of could have to appear in the list after the event. When it could, it is
 * worth fetching.
 */
export function mayEnter(list: ConversationList, scope: ListScope, event: Event): boolean {
  const change = conversationChangeOf(event)
  if (change === null) return false
  if (isElsewhere(scope, change)) return false

  // What is not in a complete list did not belong to it, and only a change of where it belongs brings it in. Into the
  // part we have of a longer one it also comes by moving up.
  const changesView = change.status !== undefined || change.assigneeId !== undefined || change.teamId !== undefined
  return changesView || (list.nextCursor !== null && changesPlace(scope.view, change))
}

function changesPlace(view: View, change: ConversationChange): boolean {
  const movesUpTheQueue = change.waitingSince !== undefined || change.priority !== undefined
  return view === 'waiting' ? movesUpTheQueue : change.lastActivityAt !== undefined
}

/** One list out of pages fetched one after the other, while conversations moved between them. */
export function joinPages(pages: readonly ConversationList[], scope: ListScope): ConversationList {
  const byId = new Map(pages.flatMap(({ data }) => data).map((conversation) => [conversation.id, conversation]))
  const last = pages.at(-1)

  return {
    // The server tells times apart that are one to us: where they are equal, its order stands.
    data: [...byId.values()].sort((a, b) => compareTimes(scope, a, b)),
    nextCursor: last?.nextCursor ?? null,
    reach: last?.reach ?? null,
  }
}

export function belongs(scope: ListScope, conversation: Conversation): boolean {
  return !isElsewhere(scope, conversation)
}

// Of a change only what it says speaks against it.
function isElsewhere({ view, filters, meId }: ListScope, change: ConversationChange): boolean {
  const { status, assigneeId, teamId, contact, channelId } = change
  return (
    (status !== undefined && status !== statusOf(view)) ||
    (assigneeId !== undefined && view === 'mine' && assigneeId !== meId) ||
    (assigneeId !== undefined && view === 'waiting' && assigneeId !== null) ||
    differs(assigneeId, filters.assigneeId) ||
    differs(teamId, filters.teamId) ||
    differs(channelId, filters.channelId) ||
    differs(contact?.id, filters.contactId)
  )
}

function differs(value: string | null | undefined, wanted: string | undefined): boolean {
  return value !== undefined && wanted !== undefined && value !== wanted
}

function statusOf(view: View): Conversation['status'] {
  return view === 'snoozed' || view === 'closed' ? view : 'open'
}

function isWithinReach(list: ConversationList, scope: ListScope, conversation: Conversation): boolean {
  if (list.nextCursor === null || list.reach === null) return true
  return compare(scope, conversation, list.reach) <= 0
}

/** The server's order: the queue's for those who wait, the most recent activity first for the others. */
export function compare(scope: ListScope, a: Conversation, b: Conversation): number {
  const byId = Number(a.id > b.id) - Number(a.id < b.id)
  return compareTimes(scope, a, b) || (scope.view === 'waiting' ? byId : -byId)
}

function compareTimes({ view, boosts }: ListScope, a: Conversation, b: Conversation): number {
  if (view === 'waiting') return queueOrder(a, boosts) - queueOrder(b, boosts)
  return Date.parse(b.lastActivityAt) - Date.parse(a.lastActivityAt)
}

// One that nobody owes an answer queues from when it was put there, which is about its last activity.
function queueOrder({ waitingSince, lastActivityAt, priority }: Conversation, boosts: Boosts): number {
  return Date.parse(waitingSince ?? lastActivityAt) - boosts[priority] * 60_000
}

function renameContact(list: ConversationList, event: Event): ConversationList {
  const data = list.data.map((conversation) => applyToConversation(conversation, event))
  return data.every((conversation, index) => conversation === list.data[index]) ? list : { ...list, data }
}
