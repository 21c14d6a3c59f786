import { createRoute, redirect } from '@tanstack/react-router'
import { type Period, periods } from '../features/reports/kept-share.ts'
import { lazyPage } from './lazy-page.ts'
import { managersOnly, sessionRoute } from './root-route.ts'
import { searchText } from './search-text.ts'

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
    return { ...(days ? { days } : {}), ...searchText(search, 'teamId') }
  },
  beforeLoad: managersOnly,
  component: lazyPage(() => import('./reports.tsx'), 'PromiseReportPage', ['reports', 'hours']),
})

export const reportRoutes = [reportsHomeRoute, promisesRoute] as const
