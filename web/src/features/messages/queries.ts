import { getMailDetails, listEvents, listMessages } from '@fairlead/sdk'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { client } from '../../api.ts'
import { type HistoryLine, historyLineOf } from './history-line.ts'
import { joinMessagePages, type MessageList } from './message-list.ts'

const pageOfLog = 500

export function messagesQuery(conversationId: string) {
  return infiniteQueryOptions({
    queryKey: ['messages', conversationId] as const,
    queryFn: async ({ pageParam, signal }): Promise<MessageList> =>
      client.call(listMessages, {
        params: { id: conversationId },
        query: pageParam === null ? {} : { cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    select: ({ pages }) => joinMessagePages(pages),
  })
}

export function mailQuery(messageId: string) {
  return queryOptions({
    queryKey: ['mail', messageId] as const,
    queryFn: ({ signal }) => client.call(getMailDetails, { params: { id: messageId }, signal }),
  })
}

/** What happened to a conversation beside its messages: the whole of it, for the lines between the messages. */
export function historyQuery(conversationId: string) {
  return queryOptions({
    queryKey: ['history', conversationId] as const,
    queryFn: ({ signal }) => readHistory(conversationId, signal),
  })
}

async function readHistory(conversationId: string, signal: AbortSignal): Promise<readonly HistoryLine[]> {
  const history: HistoryLine[] = []
  for (let after = 0; ; ) {
    const query = { subjectId: conversationId, noun: 'conversation', after, limit: pageOfLog } as const
    const { data } = await client.call(listEvents, { query, signal })
    history.push(...data.flatMap((entry) => historyLineOf(entry) ?? []))

    const last = data.at(-1)
    if (last === undefined || data.length < pageOfLog) return history
    after = last.sequence
  }
}
