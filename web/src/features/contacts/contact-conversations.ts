import { type Event, listContactConversations } from '@fairlead/sdk'
import { type InfiniteData, infiniteQueryOptions, type QueryClient } from '@tanstack/react-query'
import { client } from '../../api.ts'
import { applyToPages, type ConversationPage, movesToContact } from './conversation-pages.ts'

const key = 'contact-conversations'
const pageSize = 20

/** All there was with a contact, open or closed, the newest first. */
export function contactConversationsQuery(contactId: string) {
  return infiniteQueryOptions({
    queryKey: [key, contactId] as const,
    queryFn: ({ pageParam, signal }): Promise<ConversationPage> =>
      client.call(listContactConversations, {
        params: { id: contactId },
        query: { limit: pageSize, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
}

/** Brings what we hold of it up to date with an event. */
export function applyToContactConversations(queryClient: QueryClient, event: Event): void {
  if (movesToContact(event)) void queryClient.invalidateQueries({ queryKey: [key] })
  const lists = queryClient.getQueriesData<InfiniteData<ConversationPage>>({ queryKey: [key] })
  for (const [[, contactId], known] of lists) {
    if (known === undefined || typeof contactId !== 'string') continue
    const pages = applyToPages(known.pages, contactId, event)
    if (pages !== known.pages) queryClient.setQueryData([key, contactId], { ...known, pages })
  }
}
