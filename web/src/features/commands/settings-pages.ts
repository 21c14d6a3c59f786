import type { Role } from '@fairlead/sdk'
import type settings from '../../locales/en/settings.json'

type Page = Readonly<{ key: keyof typeof settings.pages; to: `/settings/${string}`; needs: Role }>

/** The pages of the settings that the palette leads to. */
export const settingsPages = [
  { key: 'workspace', to: '/settings/workspace', needs: 'manager' },
  { key: 'teams', to: '/settings/teams', needs: 'agent' },
  { key: 'members', to: '/settings/members', needs: 'agent' },
  { key: 'roles', to: '/settings/roles', needs: 'agent' },
  { key: 'skills', to: '/settings/skills', needs: 'agent' },
  { key: 'channels', to: '/settings/channels', needs: 'agent' },
  { key: 'webhooks', to: '/settings/webhooks', needs: 'manager' },
  { key: 'tags', to: '/settings/tags', needs: 'agent' },
  { key: 'fields', to: '/settings/fields', needs: 'agent' },
  { key: 'closing', to: '/settings/closing', needs: 'agent' },
  { key: 'snippets', to: '/settings/snippets', needs: 'agent' },
  { key: 'macros', to: '/settings/macros', needs: 'agent' },
  { key: 'apiKeys', to: '/settings/api-keys', needs: 'agent' },
  { key: 'notifications', to: '/settings/notifications', needs: 'agent' },
  { key: 'profile', to: '/settings/profile', needs: 'agent' },
] as const satisfies readonly Page[]
