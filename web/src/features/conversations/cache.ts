import { type Conversation, conversationChangeOf, type Event, filterReads } from '@fairlead/sdk'
import { hashKey, type InfiniteData, type QueryClient, type QueryKey } from '@tanstack/react-query'
import { keysOf } from '../../realtime/known-keys.ts'
import { meQuery } from '../session/queries.ts'
import { type ConversationList, joinPages, type ListScope } from './conversation-list.ts'
import {
  applyToKnown,
  type KnownConversations,
  placeInKnown,
  placeMissing,
  type ScopedList,
} from './known-conversations.ts'
import { MissingConversations } from './missing-conversations.ts'
import { nearDeadlinesQuery, placesOf } from './near-deadlines.ts'
import { conversationQuery, fetchConversations, type ListKey, listKey, listsKey } from './queries.ts'

const noBoosts = { urgent: 0, high: 0, normal: 0, low: 0 }

type CachedList = InfiniteData<ConversationList, string | null>

/** From one request for what is missing to the next. */
const missingPauseMs = 1000

const missingOf = new WeakMap<QueryClient, MissingConversations>()

/** Brings what we hold of conversations up to date with events, in order. */
export function applyEvents(queryClient: QueryClient, events: readonly Event[]): void {
  const before = readKnown(queryClient, concernedBy(events))
  const { missing, outdated, ...after } = applyToKnown(before, events)

  writeKnown(queryClient, before, after)
  for (const hash of outdated) queryClient.getQueryCache().get(hash)?.invalidate()
  const asking = missingOf.get(queryClient) ?? beginAsking(queryClient)
  asking.hear(events)
  asking.want(missing)
  if (events.some(({ type }) => type === 'contact.changed')) void refetchByName(queryClient, after)
}

// By a new name a contact may come into a saved view, with conversations we know nothing of.
async function refetchByName(queryClient: QueryClient, { lists }: KnownConversations): Promise<void> {
  const byName = [...lists.values()].filter(({ scope: { saved } }) => saved && filterReads(saved.filter).has('contact'))
  await Promise.all(byName.map(({ scope }) => queryClient.invalidateQueries({ queryKey: listKey(scope) })))
}

// Most events say which conversation they are about; those of contacts and tags may be about any.
function concernedBy(events: readonly Event[]): ReadonlySet<string> | null {
  const ids = new Set<string>()
  for (const event of events) {
    const id = conversationChangeOf(event)?.id
    if (id !== undefined) ids.add(id)
    else if (event.type.startsWith('contact.') || event.type.startsWith('tag.')) return null
  }
  return ids
}

/** Takes in a conversation that the server has just told us whole. */
export function storeConversation(queryClient: QueryClient, conversation: Conversation): void {
  const before = readKnown(queryClient, new Set([conversation.id]))
  writeKnown(queryClient, before, placeInKnown(before, conversation))
}

/** The conversation as far as we have it, opened or listed. */
export function findConversation(queryClient: QueryClient, id: string): Conversation | undefined {
  return queryClient.getQueryData(conversationQuery(id).queryKey) ?? findListed(queryClient, id)
}

/** The conversation as a list has it; with `isTrue` only one that is not to be fetched anew, as after a merge. */
export function findListed(queryClient: QueryClient, id: string, { isTrue = false } = {}): Conversation | undefined {
  for (const key of keysOf(queryClient, 'conversations')) {
    const state = queryClient.getQueryState<CachedList>(key)
    if (isTrue && state?.isInvalidated) continue
    for (const { data } of state?.data?.pages ?? []) {
      const listed = data.find((conversation) => conversation.id === id)
      if (listed !== undefined) return listed
    }
  }
  return undefined
}

/** All that we have, opened or listed, each once. */
export function knownConversations(queryClient: QueryClient): Conversation[] {
  const { single, lists } = readKnown(queryClient, null)
  const listed = [...lists.values()].flatMap(({ list }) => list.data)
  return [...new Map([...listed, ...single.values()].map((one) => [one.id, one])).values()]
}

/** Whether conversations are being fetched that events tell of and that we do not know. */
export function isAskingForMissing(queryClient: QueryClient): boolean {
  return missingOf.get(queryClient)?.isAsking ?? false
}

function beginAsking(queryClient: QueryClient): MissingConversations {
  const asking = new MissingConversations({
    fetch: fetchConversations,
    place(conversations) {
      const before = readKnown(queryClient, new Set(conversations.map(({ id }) => id)))
      writeKnown(queryClient, before, conversations.reduce(placeMissing, before))
    },
    giveUp: () => void queryClient.invalidateQueries({ queryKey: listsKey }),
    pause: () => new Promise((resolve) => setTimeout(resolve, missingPauseMs)),
  })
  missingOf.set(queryClient, asking)
  return asking
}

/** Asks for one conversation anew, and puts it where it belongs by now. */
export async function fetchAndPlace(queryClient: QueryClient, id: string): Promise<void> {
  try {
    const query = conversationQuery(id)
    await queryClient.fetchQuery({ ...query, staleTime: 0 })
    // Read again: events that were heard on the way are applied by now.
    const conversation = queryClient.getQueryData(query.queryKey)
    if (conversation) storeConversation(queryClient, conversation)
  } catch {
    await queryClient.invalidateQueries({ queryKey: listsKey })
  }
}

/** Every list, and those of the opened ones that it is about; all of them when it may be about any. */
function readKnown(queryClient: QueryClient, ids: ReadonlySet<string> | null): KnownConversations {
  const me = queryClient.getQueryData(meQuery.queryKey)
  const near = placesOf(queryClient.getQueryData(nearDeadlinesQuery.queryKey))
  const known = { meId: me?.member.id ?? '', boosts: me?.workspace.boosts ?? noBoosts, near }
  const single = new Map<string, Conversation>()
  const lists = new Map<string, ScopedList>()

  for (const id of ids ?? keysOf(queryClient, 'conversation').map(([, one]) => String(one))) {
    const conversation = queryClient.getQueryData(conversationQuery(id).queryKey)
    if (conversation !== undefined) single.set(id, conversation)
  }
  for (const key of keysOf(queryClient, 'conversations')) {
    const cached = queryClient.getQueryData<CachedList>(key)
    if (cached !== undefined && isListKey(key)) {
      const scope: ListScope = { view: key[1], filters: key[2], ...(key[3] ? { saved: key[3] } : {}), ...known }
      const [page] = cached.pages
      const list = cached.pages.length === 1 && page !== undefined ? page : joinPages(cached.pages, scope)
      const hash = hashKey(key)
      const isShown = queryClient.getQueryCache().get(hash)?.isActive() ?? false
      lists.set(hash, { scope, list, isShown })
    }
  }
  return { single, lists }
}

// A list that events have touched is kept as one page; the pages behind it go on from its cursor.
function writeKnown(queryClient: QueryClient, before: KnownConversations, after: KnownConversations): void {
  for (const [id, conversation] of after.single) {
    if (before.single.get(id) !== conversation) queryClient.setQueryData(conversationQuery(id).queryKey, conversation)
  }
  for (const [hash, { scope, list }] of after.lists) {
    if (before.lists.get(hash)?.list !== list) {
      queryClient.setQueryData<CachedList>(listKey(scope), { pages: [list], pageParams: [null] })
    }
  }
}

function isListKey(key: QueryKey): key is ListKey {
  return (key.length === 3 || key.length === 4) && key[0] === 'conversations'
}
