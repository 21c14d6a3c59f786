import { createRouter } from '@tanstack/react-router'
import { contactRoutes } from './contact-routes.ts'
import { entryRoutes } from './entry-routes.ts'
import { ErrorPage } from './error-page.tsx'
import { inboxRoutes } from './inbox-routes.ts'
import { PendingPage } from './pending-page.tsx'
import { reportRoutes } from './report-routes.ts'
import { rootRoute, sessionRoute } from './root-route.ts'
import { settingsRoutes } from './settings-routes.ts'
import { workflowRoutes } from './workflow-routes.ts'

// A new page goes into one of these lists, as a `lazyPage`: nothing but the frame is part of the first load.
export const router = createRouter({
  routeTree: rootRoute.addChildren([
    ...entryRoutes,
    sessionRoute.addChildren([...inboxRoutes, ...contactRoutes, ...reportRoutes, ...workflowRoutes, ...settingsRoutes]),
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
