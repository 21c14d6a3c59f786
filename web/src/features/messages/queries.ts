import { ApiError, getMailDetails, listEvents, listMessages } from '@fairlead/sdk'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { client } from '../../api.ts'
import { type HistoryPage, historyPageOf, joinHistoryPages } from './history-list.ts'
import { joinMessagePages, type MessageList, type Place } from './message-list.ts'

const pageOfLog = 100
/** What `historyLineOf` makes lines of. */
const toldOf = 'conversation,workflow_run,rating'
const newest: Place = {}

/** Begins with the newest messages, or with those about a place, and goes on to both sides. */
export function messagesQuery(conversationId: string, begin: Place = newest) {
  return infiniteQueryOptions({
    queryKey: ['messages', conversationId] as const,
    queryFn: ({ pageParam, signal }) => readMessages(conversationId, pageParam, signal),
    initialPageParam: begin,
    getNextPageParam: ({ nextCursor }): Place | null => (nextCursor === null ? null : { cursor: nextCursor }),
    getPreviousPageParam: ({ newerCursor }): Place | null => (newerCursor === null ? null : { after: newerCursor }),
    select: ({ pages }) => joinMessagePages(pages),
  })
}

export function mailQuery(messageId: string) {
  return queryOptions({
    queryKey: ['mail', messageId] as const,
    queryFn: ({ signal }) => client.call(getMailDetails, { params: { id: messageId }, signal }),
  })
}

/** What happened to a conversation beside its messages, for the lines between them: from the newest back, in pages. */
export function historyQuery(conversationId: string) {
  return infiniteQueryOptions({
    queryKey: ['history', conversationId] as const,
    queryFn: async ({ pageParam, signal }): Promise<HistoryPage> => {
      const query = { subjectId: conversationId, noun: toldOf, before: pageParam, limit: pageOfLog } as const
      const { data } = await client.call(listEvents, { query, signal })
      return historyPageOf(data, data.length < pageOfLog)
    },
    initialPageParam: Number.MAX_SAFE_INTEGER,
    getNextPageParam: ({ olderBefore }) => olderBefore,
    select: ({ pages }) => joinHistoryPages(pages),
  })
}

async function readMessages(id: string, place: Place, signal: AbortSignal): Promise<MessageList> {
  try {
    return await client.call(listMessages, { params: { id }, query: place, signal })
  } catch (error) {
    // A message that somebody led us to may be gone; the conversation is not.
    if (place.around === undefined || !(error instanceof ApiError) || error.code !== 'not_found') throw error
    return client.call(listMessages, { params: { id }, query: {}, signal })
  }
}
