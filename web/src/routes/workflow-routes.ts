import { createRoute } from '@tanstack/react-router'
import { lazyPage } from './lazy-page.ts'
import { managersOnly, sessionRoute } from './root-route.ts'

const workflowsRoute = createRoute({
  getParentRoute: () => sessionRoute,
  path: '/workflows',
  beforeLoad: managersOnly,
  component: lazyPage(() => import('./workflows.tsx'), 'WorkflowsPage', ['workflows']),
})

const workflowRoute = createRoute({
  getParentRoute: () => sessionRoute,
  path: '/workflows/$workflowId',
  beforeLoad: managersOnly,
  component: lazyPage(() => import('./workflow.tsx'), 'WorkflowPage', ['builder', 'workflows', 'steps', 'hours']),
})

export const workflowRoutes = [workflowsRoute, workflowRoute] as const
