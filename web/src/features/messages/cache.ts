import type { Event, Message } from '@fairlead/sdk'
import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import { type HistoryPage, withEntries } from './history-list.ts'
import {
  applyToMessageList,
  joinMessagePages,
  type MessageList,
  type Place,
  placeOf,
  withMessages,
} from './message-list.ts'
import { historyQuery, messagesQuery } from './queries.ts'

type CachedMessages = InfiniteData<MessageList, Place>
type CachedHistory = InfiniteData<HistoryPage, number>

/** Brings the threads we hold, and their histories, up to date with events, in order. */
export function applyEvents(queryClient: QueryClient, events: readonly Event[]): void {
  for (const [id, ofThread] of Map.groupBy(events, conversationOf)) {
    if (id !== null) {
      change(queryClient, id, (list) => ofThread.reduce((after, event) => applyToMessageList(after, id, event), list))
    }
  }
  for (const [id, ofSubject] of Map.groupBy(events, ({ subjectId }) => subjectId))
    appendToHistory(queryClient, id, ofSubject)
}

/**
 * Leads the thread to a place: what it has is replaced by the messages about it, and followed from there.
 * @throws what the server answered; then the thread stays as it was.
 */
export async function showPlace(queryClient: QueryClient, conversationId: string, place: Place): Promise<void> {
  const { queryKey } = messagesQuery(conversationId)
  const cached = queryClient.getQueryData<CachedMessages>(queryKey)
  if (cached === undefined) return
  const pages = [joinMessagePages(cached.pages)]
  // As a fetch of the query itself: what is heard during one is applied to what it brings.
  queryClient.setQueryData<CachedMessages>(queryKey, { pages, pageParams: [place] })
  try {
    await queryClient.refetchQueries({ queryKey, exact: true }, { throwOnError: true })
  } catch (error) {
    queryClient.setQueryData<CachedMessages>(queryKey, cached)
    throw error
  }
}

/** What we have of a thread, if anything. */
export function messagesIn(queryClient: QueryClient, conversationId: string): MessageList | null {
  const cached = queryClient.getQueryData<CachedMessages>(messagesQuery(conversationId).queryKey)
  return cached === undefined ? null : joinMessagePages(cached.pages)
}

/** Takes in messages that the server has just answered, unless events have brought them before. */
export function storeMessages(queryClient: QueryClient, conversationId: string, messages: readonly Message[]): void {
  change(queryClient, conversationId, (list) => withMessages(list, messages))
}

function conversationOf(event: Event): string | null {
  switch (event.type) {
    case 'message.created':
    case 'message.changed':
      return event.data.message.conversationId
    case 'message.removed':
      return event.data.conversationId
    default:
      return null
  }
}

function change(queryClient: QueryClient, conversationId: string, update: (list: MessageList) => MessageList): void {
  const { queryKey } = messagesQuery(conversationId)
  const cached = queryClient.getQueryData<CachedMessages>(queryKey)
  if (cached === undefined) return

  const before = joinMessagePages(cached.pages)
  const after = update(before)
  if (after !== before)
    queryClient.setQueryData<CachedMessages>(queryKey, { pages: [after], pageParams: [placeOf(after)] })
}

function appendToHistory(queryClient: QueryClient, conversationId: string, events: readonly Event[]): void {
  const { queryKey } = historyQuery(conversationId)
  const history = queryClient.getQueryData<CachedHistory>(queryKey)
  const [newest, ...older] = history?.pages ?? []
  if (history === undefined || newest === undefined) return

  const after = withEntries(newest, events)
  if (after !== newest) queryClient.setQueryData<CachedHistory>(queryKey, { ...history, pages: [after, ...older] })
}
