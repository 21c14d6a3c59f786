import { createRoute } from '@tanstack/react-router'
import { lazyPage } from './lazy-page.ts'
import { sessionRoute } from './root-route.ts'
import { searchText } from './search-text.ts'

const contactsRoute = createRoute({
  getParentRoute: () => sessionRoute,
  path: '/contacts',
  validateSearch: (search: Record<string, unknown>) => ({
    ...searchText(search, 'q'),
    ...searchText(search, 'stage'),
    ...searchText(search, 'ownerId'),
    ...searchText(search, 'tag'),
  }),
  component: lazyPage(() => import('./contacts.tsx'), 'ContactsPage', ['contacts', 'inbox']),
})

const contactRoute = createRoute({
  getParentRoute: () => sessionRoute,
  path: '/contacts/$id',
  component: lazyPage(() => import('./contact.tsx'), 'ContactPage', ['contacts', 'inbox', 'fields']),
})

export const contactRoutes = [contactsRoute, contactRoute] as const
