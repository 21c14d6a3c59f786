import type { ChannelType } from '@fairlead/sdk'
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { queryClient } from '../api.ts'
import { typeNames } from '../features/channels/types.ts'
import { type Period, periods } from '../features/reports/kept-share.ts'
import { loadMe } from '../features/session/load-me.ts'
import { nextPath } from '../features/session/next-path.ts'
import { setupQuery } from '../features/session/queries.ts'
import { isAtLeast } from '../features/session/roles.ts'
import { type TeamTab, teamTabs } from '../features/teams/team-tabs.ts'
import { ErrorPage } from './error-page.tsx'
import { InboxPage } from './inbox.tsx'
import { InvitationPage } from './invitation.tsx'
import { LoginPage } from './login.tsx'
import { NotFoundPage } from './not-found.tsx'
import { PendingPage } from './pending-page.tsx'
import { SessionLayout } from './session-layout.tsx'

const rootRoute = createRootRoute({ notFoundComponent: NotFoundPage })

const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: (search: Record<string, unknown>) => text(search, 'next'),
  beforeLoad: async ({ search }) => {
    if (await loadMe()) throw redirect({ href: nextPath(search.next) })
    if (!(await isSetUp())) throw redirect({ to: '/setup' })
  },
  component: LoginPage,
})

const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  validateSearch: (search: Record<string, unknown>) => ({ ...text(search, 'step'), ...text(search, 'channel') }),
  beforeLoad: async ({ location }) => {
    if (!(await isSetUp())) return
    const me = await loadMe()
    if (!me) throw redirect({ to: '/login', search: { next: location.href } })
    if (!isAtLeast(me.member.role, 'manager')) throw redirect({ to: '/' })
  },
  component: lazyRouteComponent(() => import('./setup.tsx'), 'SetupPage'),
})

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitations/$token',
  component: InvitationPage,
})

const sessionRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'session',
  beforeLoad: async ({ location }) => {
    if (await loadMe()) return
    if (!(await isSetUp())) throw redirect({ to: '/setup' })
    throw redirect({ to: '/login', search: location.href === '/' ? {} : { next: location.href } })
  },
  component: SessionLayout,
})

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
    ...text(search, 'teamId'),
    ...text(search, 'assigneeId'),
    ...text(search, 'contactId'),
    ...text(search, 'channelId'),
  }),
  component: InboxPage,
})

const conversationRoute = createRoute({ getParentRoute: () => inboxRoute, path: '/$conversationId' })

const waitingRoute = createRoute({
  getParentRoute: () => sessionRoute,
  path: '/waiting',
  validateSearch: (search: Record<string, unknown>) => text(search, 'teamId'),
  component: lazyRouteComponent(() => import('./waiting.tsx'), 'WaitingPage'),
})

const reportsHomeRoute = createRoute({
  getParentRoute: () => sessionRoute,
  path: '/reports',
  beforeLoad: () => {
    throw redirect({ to: '/reports/promises' })
  },
})

const promisesRoute = createRoute({
  getParentRoute: () => sessionRoute,
  path: '/reports/promises',
  validateSearch: (search: Record<string, unknown>): { days?: Period; teamId?: string } => {
    const days = periods.find((one) => one === search.days)
    return { ...(days ? { days } : {}), ...text(search, 'teamId') }
  },
  beforeLoad: managersOnly,
  component: lazyRouteComponent(() => import('./reports.tsx'), 'PromiseReportPage'),
})

const settingsRoute = createRoute({
  getParentRoute: () => sessionRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings/layout.tsx'), 'SettingsLayout'),
})

const settingsHomeRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/',
  beforeLoad: async () => {
    const me = await loadMe()
    const isManager = me !== null && isAtLeast(me.member.role, 'manager')
    throw redirect({ to: isManager ? '/settings/workspace' : '/settings/profile' })
  },
})

const workspaceRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/workspace',
  beforeLoad: managersOnly,
  component: lazyRouteComponent(() => import('./settings/workspace.tsx'), 'WorkspacePage'),
})

const teamsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/teams',
  component: lazyRouteComponent(() => import('./settings/teams.tsx'), 'TeamsPage'),
})

const teamRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/teams/$id',
  validateSearch: (search: Record<string, unknown>): { tab?: TeamTab } => {
    const tab = teamTabs.find((one) => one === search.tab)
    return tab ? { tab } : {}
  },
  beforeLoad: managersOnly,
  component: lazyRouteComponent(() => import('./settings/team.tsx'), 'TeamPage'),
})

const membersRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/members',
  component: lazyRouteComponent(() => import('./settings/members.tsx'), 'MembersPage'),
})

const memberRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/members/$id',
  component: lazyRouteComponent(() => import('./settings/member.tsx'), 'MemberPage'),
})

const channelsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/channels',
  component: lazyRouteComponent(() => import('./settings/channels.tsx'), 'ChannelsPage'),
})

const newChannelRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/channels/new',
  validateSearch: (search: Record<string, unknown>): { type?: ChannelType } => {
    const type = typeNames.find((one) => one === search.type)
    return type ? { type } : {}
  },
  beforeLoad: managersOnly,
  component: lazyRouteComponent(() => import('./settings/new-channel.tsx'), 'NewChannelPage'),
})

const channelRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/channels/$id',
  beforeLoad: managersOnly,
  component: lazyRouteComponent(() => import('./settings/channel.tsx'), 'ChannelPage'),
})

const skillsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/skills',
  component: lazyRouteComponent(() => import('./settings/skills.tsx'), 'SkillsPage'),
})

const apiKeysRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/api-keys',
  component: lazyRouteComponent(() => import('./settings/api-keys.tsx'), 'ApiKeysPage'),
})

const profileRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/profile',
  component: lazyRouteComponent(() => import('./settings/profile.tsx'), 'ProfilePage'),
})

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    loginRoute,
    setupRoute,
    invitationRoute,
    sessionRoute.addChildren([
      homeRoute,
      inboxHomeRoute,
      inboxRoute.addChildren([conversationRoute]),
      waitingRoute,
      reportsHomeRoute,
      promisesRoute,
      settingsRoute.addChildren([
        settingsHomeRoute,
        workspaceRoute,
        teamsRoute,
        teamRoute,
        membersRoute,
        memberRoute,
        channelsRoute,
        newChannelRoute,
        channelRoute,
        skillsRoute,
        apiKeysRoute,
        profileRoute,
      ]),
    ]),
  ]),
  defaultPreload: 'intent',
  defaultPendingComponent: PendingPage,
  defaultErrorComponent: ErrorPage,
  scrollRestoration: true,
  // Another page begins at its top: what scrolls is not the window.
  scrollToTopSelectors: ['[data-scroll-restoration-id="page"]'],
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

async function isSetUp(): Promise<boolean> {
  const { isDone } = await queryClient.ensureQueryData(setupQuery)
  return isDone
}

async function managersOnly() {
  const me = await loadMe()
  if (me === null || !isAtLeast(me.member.role, 'manager')) throw redirect({ to: '/settings/profile' })
}

function text<K extends string>(search: Record<string, unknown>, key: K): { [P in K]?: string } {
  const value = search[key]
  return typeof value === 'string' ? ({ [key]: value } as { [P in K]?: string }) : {}
}
