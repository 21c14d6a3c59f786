import type { Conversation, Event } from '@fairlead/sdk'
import { hashKey, type InfiniteData, type QueryClient, type QueryKey } from '@tanstack/react-query'
import { meQuery } from '../session/queries.ts'
import { type ConversationList, joinPages, type ListFilters, type ListScope, type View } from './conversation-list.ts'
import { applyToKnown, type KnownConversations, placeInKnown, type ScopedList } from './known-conversations.ts'
import { conversationQuery, listsKey } from './queries.ts'

const noBoosts = { urgent: 0, high: 0, normal: 0, low: 0 }

type CachedList = InfiniteData<ConversationList, string | null>
type ListKey = readonly ['conversations', View, ListFilters]

/** Beyond this many at once, the lists that are shown are fetched anew instead. */
const mostFetchedSingly = 8

/** Brings what we hold of conversations up to date with events, in order. */
export function applyEvents(queryClient: QueryClient, events: readonly Event[]): void {
  const before = readKnown(queryClient)
  const { missing, ...after } = applyToKnown(before, events)

  writeKnown(queryClient, before, after)
  if (missing.size > 0) void fetchMissing(queryClient, missing)
}

/** Takes in a conversation that the server has just told us whole. */
export function storeConversation(queryClient: QueryClient, conversation: Conversation): void {
  const before = readKnown(queryClient)
  writeKnown(queryClient, before, placeInKnown(before, conversation))
}

/** The conversation as far as we have it, opened or listed. */
export function findConversation(queryClient: QueryClient, id: string): Conversation | undefined {
  const opened = queryClient.getQueryData(conversationQuery(id).queryKey)
  if (opened !== undefined) return opened

  for (const [, cached] of queryClient.getQueriesData<CachedList>({ queryKey: listsKey })) {
    for (const { data } of cached?.pages ?? []) {
      const listed = data.find((conversation) => conversation.id === id)
      if (listed !== undefined) return listed
    }
  }
  return undefined
}

async function fetchMissing(queryClient: QueryClient, ids: ReadonlySet<string>): Promise<void> {
  if (ids.size > mostFetchedSingly) {
    await queryClient.invalidateQueries({ queryKey: listsKey })
  } else {
    await Promise.all([...ids].map((id) => fetchAndPlace(queryClient, id)))
  }
}

async function fetchAndPlace(queryClient: QueryClient, id: string): Promise<void> {
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

function readKnown(queryClient: QueryClient): KnownConversations {
  const me = queryClient.getQueryData(meQuery.queryKey)
  const known = { meId: me?.member.id ?? '', boosts: me?.workspace.boosts ?? noBoosts }
  const single = new Map<string, Conversation>()
  const lists = new Map<string, ScopedList>()

  for (const [key, conversation] of queryClient.getQueriesData<Conversation>({ queryKey: ['conversation'] })) {
    if (conversation !== undefined) single.set(String(key[1]), conversation)
  }
  for (const [key, cached] of queryClient.getQueriesData<CachedList>({ queryKey: listsKey })) {
    if (cached !== undefined && isListKey(key)) {
      const scope: ListScope = { view: key[1], filters: key[2], ...known }
      const [page] = cached.pages
      const list = cached.pages.length === 1 && page !== undefined ? page : joinPages(cached.pages, scope)
      lists.set(hashKey(key), { scope, list })
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
      const key: ListKey = [...listsKey, scope.view, scope.filters]
      queryClient.setQueryData<CachedList>(key, { pages: [list], pageParams: [null] })
    }
  }
}

function isListKey(key: QueryKey): key is ListKey {
  return key.length === 3 && key[0] === 'conversations'
}
