import { createRootRoute, createRoute, redirect } from '@tanstack/react-router'
import { loadMe } from '../features/session/load-me.ts'
import { isAtLeast } from '../features/session/roles.ts'
import { isSetUp } from './is-set-up.ts'
import { NotFoundPage } from './not-found.tsx'
import { SessionLayout } from './session-layout.tsx'

export const rootRoute = createRootRoute({ notFoundComponent: NotFoundPage })

/** Above every page for which somebody has to be signed in. */
export const sessionRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'session',
  beforeLoad: async ({ location }) => {
    if (await loadMe()) return
    if (!(await isSetUp())) throw redirect({ to: '/setup' })
    throw redirect({ to: '/login', search: location.href === '/' ? {} : { next: location.href } })
  },
  component: SessionLayout,
})

/** For `beforeLoad` of pages that agents do not have. */
export async function managersOnly() {
  const me = await loadMe()
  if (me === null || !isAtLeast(me.member.role, 'manager')) throw redirect({ to: '/settings/profile' })
}
