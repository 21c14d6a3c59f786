import {
  applyToConversation,
  type Conversation,
  type ConversationChange,
  conversationChangeOf,
  type Event,
  fits,
  type SavedView,
  type Workspace,
} from '@fairlead/sdk'
import type { Sort } from './sorts.ts'

export const views = ['mine', 'waiting', 'all', 'mentions', 'snoozed', 'closed'] as const
/** `saved`: one that somebody put together; `viewId` of the filters says which. */
export type View = (typeof views)[number] | 'saved'

export type ListFilters = Readonly<{
  teamId?: string
  contactId?: string
  assigneeId?: string
  channelId?: string
  viewId?: string
  /** Other than the view is sorted by itself. */
  sort?: Sort
}>
export type ListScope = Readonly<{
  view: View
  filters: ListFilters
  /** Of a saved view: what is in it. */
  saved?: Pick<SavedView, 'filter' | 'sort'>
  meId: string
  /** The minutes of waiting that each priority is worth in the workspace. */
  boosts: Boosts
  /** The places of those who go before the queue, since their deadline is near. */
  near?: ReadonlyMap<string, number>
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
  if (event.type === 'contact.changed') return renameContact(list, scope, event)

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

  // Who is named where, no conversation says.
  if (index < 0 && scope.view === 'mentions') return list
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
  return sortOf(scope) === 'activity' ? compareTimes(scope, moving, other) <= 0 : compare(scope, moving, other) < 0
}

export function sortOf({ view, filters, saved }: Pick<ListScope, 'view' | 'filters' | 'saved'>): Sort {
  return filters.sort ?? saved?.sort ?? (view === 'waiting' ? 'queue' : 'activity')
}

/** One list out of pages fetched one after the other, while conversations moved between them. */
export function joinPages(pages: readonly ConversationList[], scope: ListScope): ConversationList {
  const last = pages.at(-1)
  if (last !== undefined && pages.length === 1) return last
  const byId = new Map(pages.flatMap(({ data }) => data).map((conversation) => [conversation.id, conversation]))

  return {
    // The server tells times apart that are one to us: where they are equal, its order stands.
    data: [...byId.values()].sort((a, b) => compareTimes(scope, a, b)),
    nextCursor: last?.nextCursor ?? null,
    reach: last?.reach ?? null,
  }
}

export function belongs(scope: ListScope, conversation: Conversation): boolean {
  const { saved, meId } = scope
  return (
    !isElsewhere(scope, conversation) &&
    (saved === undefined || fits(saved.filter, conversation, { meId, now: Date.now() }))
  )
}

// Of a change only what it says speaks against it.
export function isElsewhere({ view, filters, meId }: ListScope, change: ConversationChange): boolean {
  const { status, assigneeId, teamId, contact, channelId } = change
  return (
    (status !== undefined && view !== 'saved' && view !== 'mentions' && status !== statusOf(view)) ||
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

/** The server's order: the queue's, the most recent activity first, or the oldest first. */
export function compare(scope: ListScope, a: Conversation, b: Conversation): number {
  const byId = Number(a.id > b.id) - Number(a.id < b.id)
  return compareTimes(scope, a, b) || (sortOf(scope) === 'activity' ? -byId : byId)
}

function compareTimes(scope: ListScope, a: Conversation, b: Conversation): number {
  switch (sortOf(scope)) {
    case 'activity':
      return Date.parse(b.lastActivityAt) - Date.parse(a.lastActivityAt)
    case 'queue':
      return placeBefore(scope, a) - placeBefore(scope, b) || queueOrder(a, scope.boosts) - queueOrder(b, scope.boosts)
    // Ids are made in the order of time.
    case 'oldest':
      return Number(a.id > b.id) - Number(a.id < b.id)
  }
}

const afterAllNear = 1e9

export function placeBefore({ view, near }: ListScope, { id }: Readonly<{ id: string }>): number {
  return view === 'waiting' ? (near?.get(id) ?? afterAllNear) : 0
}

export function queueOrder({ queuedSince, priority }: Conversation, boosts: Boosts): number {
  return Date.parse(queuedSince) - boosts[priority] * 60_000
}

// By another name it may be what a saved view no longer asks for.
function renameContact(list: ConversationList, scope: ListScope, event: Event): ConversationList {
  const data = list.data.map((conversation) => applyToConversation(conversation, event))
  if (data.every((conversation, index) => conversation === list.data[index])) return list
  return { ...list, data: data.filter((conversation) => belongs(scope, conversation)) }
}
