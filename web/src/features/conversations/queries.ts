import {
  type Conversation,
  countConversations,
  dependsOnTime,
  getConversation,
  listCandidates,
  listConversations,
  listDecisions,
  listTags,
} from '@fairlead/sdk'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { client } from '../../api.ts'
import { type ConversationList, joinPages, type ListFilters, type ListScope, type View } from './conversation-list.ts'
import { shareRows } from './share-rows.ts'

export const listsKey = ['conversations'] as const

/** The key of a list says all that it is judged by: of a saved view also what is in it, which may change. */
export function listKey({ view, filters, saved }: Pick<ListScope, 'view' | 'filters' | 'saved'>): ListKey {
  return saved === undefined ? [...listsKey, view, filters] : [...listsKey, view, filters, saved]
}

export type ListKey =
  | readonly ['conversations', View, ListFilters]
  | readonly ['conversations', View, ListFilters, NonNullable<ListScope['saved']>]

/** What comes and goes by nothing but time is looked for again so often. */
const timePassesMs = 60_000

export function listQuery(scope: ListScope) {
  const { view, filters, saved } = scope

  return infiniteQueryOptions({
    queryKey: listKey(scope),
    queryFn: async ({ pageParam, signal }): Promise<ConversationList> => {
      const query = {
        ...(view === 'saved' ? {} : { view }),
        ...filters,
        ...(pageParam === null ? {} : { cursor: pageParam }),
      }
      const { data, nextCursor } = await client.call(listConversations, { query, signal })
      return { data, nextCursor, reach: data.at(-1) ?? null }
    },
    // What is in a saved view has to be known first: by it the list is kept true.
    enabled: view !== 'saved' || saved !== undefined,
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    select: ({ pages }) => joinPages(pages, scope).data,
    structuralSharing: shareRows,
    refetchInterval: saved !== undefined && dependsOnTime(saved.filter) ? timePassesMs : false,
  })
}

export function conversationQuery(id: string) {
  return queryOptions({
    queryKey: ['conversation', id] as const,
    queryFn: ({ signal }) => client.call(getConversation, { params: { id }, signal }),
  })
}

/** Those of the ids that there are, at most a hundred, whatever became of them. */
export async function fetchConversations(ids: readonly string[]): Promise<readonly Conversation[]> {
  const query = { ids: ids.join(','), limit: ids.length }
  return (await client.call(listConversations, { query })).data
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
