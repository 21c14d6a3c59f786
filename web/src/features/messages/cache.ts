import type { Event, Message } from '@fairlead/sdk'
import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import { historyLineOf } from './history-line.ts'
import { applyToMessageList, joinMessagePages, type MessageList, withMessages } from './message-list.ts'
import { historyQuery, messagesQuery } from './queries.ts'

type CachedMessages = InfiniteData<MessageList, string | null>

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

/** Takes in messages that the server has just answered. */
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
  if (after !== before) queryClient.setQueryData<CachedMessages>(queryKey, { pages: [after], pageParams: [null] })
}

function appendToHistory(queryClient: QueryClient, conversationId: string, events: readonly Event[]): void {
  const { queryKey } = historyQuery(conversationId)
  const history = queryClient.getQueryData(queryKey)
  if (history === undefined) return

  const known = history.at(-1)?.sequence ?? 0
  const news = events.filter(({ sequence }) => sequence > known).flatMap((event) => historyLineOf(event) ?? [])
  if (news.length > 0) queryClient.setQueryData(queryKey, [...history, ...news])
}
