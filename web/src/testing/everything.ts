import { type Client, listConversations } from '@fairlead/sdk'
import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { channelsQuery } from '../features/channels/queries.ts'
import { categoriesQuery } from '../features/closing/queries.ts'
import { scheduledQuery } from '../features/composer/scheduled/queries.ts'
import { draftsQuery, sharedDraftQuery } from '../features/composer/shared-drafts.ts'
import { contactConversationsQuery } from '../features/contacts/contact-conversations.ts'
import { contactListQuery } from '../features/contacts/contact-list-query.ts'
import { contactNotesQuery, contactQuery, mergesQuery, suggestionsQuery } from '../features/contacts/queries.ts'
import {
  type ConversationList,
  joinPages,
  type ListScope,
  sortOf,
} from '../features/conversations/conversation-list.ts'
import { nearDeadlinesQuery, placesOf } from '../features/conversations/near-deadlines.ts'
import {
  candidatesQuery,
  conversationQuery,
  countsQuery,
  decisionsQuery,
  type ListKey,
  listQuery,
  tagsQuery,
} from '../features/conversations/queries.ts'
import { countdownQuery } from '../features/conversations/use-countdown.ts'
import { fieldsQuery } from '../features/fields/queries.ts'
import { invitationsQuery } from '../features/invitations/queries.ts'
import { macrosQuery } from '../features/macros/queries.ts'
import { membersQuery } from '../features/members/queries.ts'
import { joinMessagePages } from '../features/messages/message-list.ts'
import { historyQuery, messagesQuery } from '../features/messages/queries.ts'
import { policiesQuery } from '../features/policy/queries.ts'
import { preferencesQuery } from '../features/preferences/use-preferences.ts'
import { meQuery } from '../features/session/queries.ts'
import { skillsQuery } from '../features/skills/queries.ts'
import { snippetsQuery } from '../features/snippets/queries.ts'
import { knownTagsQuery } from '../features/tags/queries.ts'
import { teamsQuery } from '../features/teams/queries.ts'
import { viewsQuery } from '../features/views/queries.ts'
import { queueLengthQuery, queueQuery } from '../features/waiting/queries.ts'
import { webhooksQuery } from '../features/webhooks/queries.ts'

const views = ['mine', 'waiting', 'all', 'mentions', 'snoozed', 'closed'] as const
const unordered = ['members', 'teams', 'skills', 'channels']

/** Everything that pages ask for and events keep true, as somebody has it who was everywhere. */
export async function fetchEverything(cache: QueryClient, client: Client): Promise<void> {
  await cache.fetchQuery(meQuery)
  await fetchEach(cache, [teamsQuery, membersQuery, channelsQuery, skillsQuery, countsQuery, nearDeadlinesQuery])
  await fetchEach(cache, [fieldsQuery, categoriesQuery, macrosQuery, viewsQuery, snippetsQuery])
  await fetchEach(cache, [invitationsQuery, preferencesQuery, webhooksQuery, draftsQuery])
  await fetchEach(cache, [tagsQuery, knownTagsQuery])
  for (const scope of scopesOf(cache)) await cache.fetchInfiniteQuery(listQuery(scope))
  for (const filters of [{}, { tag: 'vip' }]) await cache.fetchInfiniteQuery(contactListQuery(filters))
  for (const { id } of cache.getQueryData(teamsQuery.queryKey)?.data ?? []) {
    await fetchEach(cache, [queueQuery(id), queueLengthQuery(id), candidatesQuery(id, null), policiesQuery(id)])
  }
  for (const view of ['all', 'snoozed', 'closed'] as const) {
    for (const conversation of (await client.call(listConversations, { query: { view, limit: 200 } })).data) {
      const { id, contact } = conversation
      await fetchEach(cache, [conversationQuery(id), decisionsQuery(id), sharedDraftQuery(id), scheduledQuery(id)])
      await fetchEach(cache, [countdownQuery(conversation), contactQuery(contact.id), contactNotesQuery(contact.id)])
      await fetchEach(cache, [suggestionsQuery(contact.id), mergesQuery(contact.id)])
      await cache.fetchInfiniteQuery(messagesQuery(id))
      await cache.fetchInfiniteQuery(historyQuery(id))
      await cache.fetchInfiniteQuery(contactConversationsQuery(contact.id))
    }
  }
}

/** The data as pages show it: in the same order, however it came, in one page or in several. */
export function shown(cache: QueryClient, queryKey: QueryKey): unknown {
  const data = cache.getQueryData(queryKey)
  const [name] = queryKey
  if (data === undefined) return undefined
  if (name === 'me') return { ...Object(data), cursor: null }
  if (name === 'messages') return joinMessagePages(Object(data).pages).data
  if (name === 'history') return Object(data).pages.flatMap(({ lines }: { lines: unknown[] }) => lines)
  if (name === 'contact-conversations') return Object(data).pages.flatMap((page: { data: unknown[] }) => page.data)
  // In what order people are listed is for pages to say, which do it by the language of whoever looks.
  if (unordered.includes(String(name))) return byId(Object(data).data)
  // It grows while one looks.
  if (name === 'queue' && queryKey[2] === undefined) return withoutScores(data)
  if (name === 'conversations') return rowsOf(cache, queryKey as ListKey)
  return data
}

/** The lists that somebody can look at: those of everybody, of each team, and those somebody put together. */
function scopesOf(cache: QueryClient): readonly ListScope[] {
  const orderedBy = whatOrders(cache)
  const teams = cache.getQueryData(teamsQuery.queryKey)?.data ?? []
  const saved = cache.getQueryData(viewsQuery.queryKey) ?? []
  return [
    ...views.map((view) => ({ view, filters: {}, ...orderedBy })),
    ...teams.map(({ id }) => ({ view: 'waiting' as const, filters: { teamId: id }, ...orderedBy })),
    { view: 'all', filters: { sort: 'oldest' }, ...orderedBy },
    ...saved.map(({ id, filter, sort }) => {
      return { view: 'saved' as const, filters: { viewId: id }, saved: { filter, sort }, ...orderedBy }
    }),
  ]
}

function whatOrders(cache: QueryClient): Pick<ListScope, 'meId' | 'boosts' | 'near'> {
  const { member, workspace } = cache.getQueryData(meQuery.queryKey)!
  const near = placesOf(cache.getQueryData(nearDeadlinesQuery.queryKey))
  return { meId: member.id, boosts: workspace.boosts, near }
}

// Of two of one millisecond the one that moved last comes first, and a time that was fetched does not say which.
function rowsOf(cache: QueryClient, key: ListKey): readonly unknown[] {
  const [, view, filters, saved] = key
  const scope: ListScope = { view, filters, ...(saved ? { saved } : {}), ...whatOrders(cache) }
  const { pages } = cache.getQueryData<{ pages: readonly ConversationList[] }>(key)!
  const { data } = joinPages(pages, scope)
  if (sortOf(scope) !== 'activity') return data
  return data.toSorted((a, b) =>
    a.lastActivityAt === b.lastActivityAt
      ? Number(a.id > b.id) - Number(a.id < b.id)
      : data.indexOf(a) - data.indexOf(b),
  )
}

function withoutScores(queue: unknown): unknown {
  return { ...Object(queue), data: Object(queue).data.map((entry: object) => ({ ...entry, score: null })) }
}

function byId(items: readonly { id: string }[]): readonly unknown[] {
  return items.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

async function fetchEach(cache: QueryClient, queries: readonly Readonly<{ queryKey: QueryKey }>[]): Promise<void> {
  await Promise.all(queries.map((query) => cache.fetchQuery(query)))
}
