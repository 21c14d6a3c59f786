import { createRoute, redirect } from '@tanstack/react-router'
import { loadMe } from '../features/session/load-me.ts'
import { nextPath } from '../features/session/next-path.ts'
import { isAtLeast } from '../features/session/roles.ts'
import { isSetUp } from './is-set-up.ts'
import { lazyPage } from './lazy-page.ts'
import { rootRoute } from './root-route.ts'
import { searchText } from './search-text.ts'

const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: (search: Record<string, unknown>) => searchText(search, 'next'),
  beforeLoad: async ({ search }) => {
    if (await loadMe()) throw redirect({ href: nextPath(search.next) })
    if (!(await isSetUp())) throw redirect({ to: '/setup' })
  },
  component: lazyPage(() => import('./login.tsx'), 'LoginPage', ['session']),
})

const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  validateSearch: (search: Record<string, unknown>) => ({
    ...searchText(search, 'step'),
    ...searchText(search, 'channel'),
  }),
  beforeLoad: async ({ location }) => {
    if (!(await isSetUp())) return
    const me = await loadMe()
    if (!me) throw redirect({ to: '/login', search: { next: location.href } })
    if (!isAtLeast(me.member.role, 'manager')) throw redirect({ to: '/' })
  },
  component: lazyPage(() => import('./setup.tsx'), 'SetupPage', ['setup', 'channels', 'policy', 'session']),
})

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitations/$token',
  component: lazyPage(() => import('./invitation.tsx'), 'InvitationPage', ['session', 'members']),
})

/** Pages for those who are not signed in, or not yet. */
export const entryRoutes = [loginRoute, setupRoute, invitationRoute] as const
