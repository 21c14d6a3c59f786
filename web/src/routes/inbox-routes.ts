import { createRoute, redirect } from '@tanstack/react-router'
import { type Sort, sorts } from '../features/conversations/sorts.ts'
import { lazyPage } from './lazy-page.ts'
import { sessionRoute } from './root-route.ts'
import { searchText } from './search-text.ts'

const homeRoute = createRoute({
  getParentRoute: () => sessionRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/inbox/$view', params: { view: 'mine' } })
  },
})

const inboxHomeRoute = createRoute({
  getParentRoute: () => sessionRoute,
  path: '/inbox',
  beforeLoad: () => {
    throw redirect({ to: '/inbox/$view', params: { view: 'mine' } })
  },
})

// One component for both addresses, so that opening a conversation leaves the list where it is.
const inboxRoute = createRoute({
  getParentRoute: () => sessionRoute,
  path: '/inbox/$view',
  validateSearch: (search: Record<string, unknown>) => ({
    ...searchText(search, 'teamId'),
    ...searchText(search, 'assigneeId'),
    ...searchText(search, 'contactId'),
    ...searchText(search, 'channelId'),
    ...searchText(search, 'message'),
    ...searchText(search, 'viewId'),
    ...sortOf(search),
  }),
  component: lazyPage(() => import('./inbox.tsx'), 'InboxPage', ['inbox', 'assignment']),
})

const conversationRoute = createRoute({ getParentRoute: () => inboxRoute, path: '/$conversationId' })

const waitingRoute = createRoute({
  getParentRoute: () => sessionRoute,
  path: '/waiting',
  validateSearch: (search: Record<string, unknown>) => searchText(search, 'teamId'),
  component: lazyPage(() => import('./waiting.tsx'), 'WaitingPage', ['assignment', 'inbox']),
})

const searchRoute = createRoute({
  getParentRoute: () => sessionRoute,
  path: '/search',
  validateSearch: (search: Record<string, unknown>) => ({
    ...searchText(search, 'q'),
    ...searchText(search, 'contactId'),
    ...searchText(search, 'channelId'),
  }),
  component: lazyPage(() => import('./search.tsx'), 'SearchPage', ['search', 'inbox']),
})

function sortOf(search: Record<string, unknown>): { sort?: Sort } {
  const sort = sorts.find((one) => one === search.sort)
  return sort ? { sort } : {}
}

/** Where agents are all day. */
export const inboxRoutes = [
  homeRoute,
  inboxHomeRoute,
  inboxRoute.addChildren([conversationRoute]),
  waitingRoute,
  searchRoute,
] as const
