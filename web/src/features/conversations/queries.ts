import {
  countConversations,
  getConversation,
  listCandidates,
  listConversations,
  listDecisions,
  listTags,
} from '@fairlead/sdk'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { client } from '../../api.ts'
import { type ConversationList, joinPages, type ListScope } from './conversation-list.ts'

export const listsKey = ['conversations'] as const

export function listQuery(scope: ListScope) {
  const { view, filters } = scope

  return infiniteQueryOptions({
    queryKey: [...listsKey, view, filters] as const,
    queryFn: async ({ pageParam, signal }): Promise<ConversationList> => {
      const query = { view, ...filters, ...(pageParam === null ? {} : { cursor: pageParam }) }
      const { data, nextCursor } = await client.call(listConversations, { query, signal })
      return { data, nextCursor, reach: data.at(-1) ?? null }
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    select: ({ pages }) => joinPages(pages, scope).data,
  })
}

export function conversationQuery(id: string) {
  return queryOptions({
    queryKey: ['conversation', id] as const,
    queryFn: ({ signal }) => client.call(getConversation, { params: { id }, signal }),
  })
}

export const countsQuery = queryOptions({
  queryKey: ['counts'] as const,
  queryFn: ({ signal }) => client.call(countConversations, { signal }),
})

export function decisionsQuery(conversationId: string) {
  return queryOptions({
    queryKey: ['decisions', conversationId] as const,
    queryFn: async ({ signal }) => (await client.call(listDecisions, { params: { id: conversationId }, signal })).data,
  })
}

/** Loads change all the time, and only the picker looks at them: asked anew whenever it opens. */
export function candidatesQuery(teamId: string, conversationId: string | null) {
  return queryOptions({
    queryKey: ['candidates', teamId, conversationId] as const,
    queryFn: async ({ signal }) =>
      (
        await client.call(listCandidates, {
          params: { id: teamId },
          query: conversationId === null ? {} : { conversationId },
          signal,
        })
      ).data,
    staleTime: 0,
  })
}

export const tagsQuery = queryOptions({
  queryKey: ['tags'] as const,
  queryFn: async ({ signal }) => (await client.call(listTags, { signal })).data,
  staleTime: 60_000,
})
