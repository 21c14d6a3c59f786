import { listContacts, listConversations, listMembers } from '@fairlead/sdk'
import type { Page } from 'playwright-core'
import type { Stage, Watcher } from './stage.ts'

/** Where somebody can be: its path, and what list of conversations is there, if one is. */
export type Place = Readonly<{
  path: string
  list?: Readonly<{
    view?: 'mine' | 'waiting' | 'all' | 'mentions' | 'snoozed' | 'closed'
    viewId?: string
    teamId?: string
  }>
  conversationId?: string
  /** Shows each person something else. */
  isPersonal?: boolean
}>

const views = ['mine', 'waiting', 'all', 'mentions', 'snoozed', 'closed'] as const
const settings = {
  Mia: ['teams', 'members', 'roles', 'skills', 'tags', 'fields', 'closing', 'snippets', 'macros', 'channels'],
  Ana: ['teams', 'tags', 'snippets', 'macros'],
  Ben: ['members', 'fields', 'closing', 'skills'],
} as const

/** Lists, settings and people: everything that is one for the whole run. Its own views are in each one's list. */
export async function placesOf(
  { teams, viewIds, owner, channelId }: Stage,
  watcher: Watcher,
): Promise<readonly Place[]> {
  const isManager = watcher.name === 'Mia'
  const [support, returns] = teams.map(({ id }) => id)
  const ownViews = watcher.name === 'Ana' ? viewIds : viewIds.slice(1)
  const { data: contacts } = await owner.client.call(listContacts, { query: { limit: 4 } })
  const { data: members } = await owner.client.call(listMembers, {})
  const forManagers = [
    `/settings/teams/${support}?tab=policy`,
    `/settings/teams/${returns}?tab=members`,
    `/settings/teams/${returns}?tab=hours`,
    ...members.slice(-2).map(({ id }) => `/settings/members/${id}`),
    `/settings/channels/${channelId}`,
    '/settings/workspace',
    '/settings/webhooks',
  ]
  return [
    ...views.map((view) => ({
      path: `/inbox/${view}`,
      list: { view },
      isPersonal: view === 'mine' || view === 'mentions',
    })),
    ...ownViews.map((viewId) => ({ path: `/inbox/saved?viewId=${viewId}`, list: { viewId } })),
    { path: `/inbox/all?teamId=${support}`, list: { view: 'all', teamId: support! } },
    { path: `/inbox/waiting?teamId=${returns}`, list: { view: 'waiting', teamId: returns! } },
    { path: `/waiting?teamId=${support}` },
    { path: `/waiting?teamId=${returns}` },
    { path: '/contacts' },
    { path: '/contacts?tag=vip' },
    ...contacts.map(({ id }) => ({ path: `/contacts/${id}` })),
    ...settings[watcher.name].map((name) => ({ path: `/settings/${name}` })),
    ...(isManager ? forManagers.map((path) => ({ path })) : []),
  ]
}

/** The conversations there are now. */
export async function conversationPlaces({ person: { client } }: Watcher): Promise<readonly Place[]> {
  const found = await Promise.all(
    (['all', 'snoozed', 'closed'] as const).map((view) =>
      client.call(listConversations, { query: { view, limit: 100 } }),
    ),
  )
  return found.flatMap(({ data }) => data).map(({ id }) => ({ path: `/inbox/all/${id}`, conversationId: id }))
}

/** Goes there without loading the page: what it has learned before is what it shows. */
export async function goTo({ page, traffic }: Watcher, { path, conversationId }: Place): Promise<void> {
  await page.evaluate(`history.pushState(null, '', ${JSON.stringify(path)})`)
  await untilDrawn(page)
  if (conversationId !== undefined) await page.locator('[data-thread]').waitFor()
  await traffic.quiet()
}

async function untilDrawn(page: Page): Promise<void> {
  await page.locator('main').waitFor()
  await page.locator('main [class*=Skeleton-root]').first().waitFor({ state: 'detached' })
}
