import type { ChannelType } from '@fairlead/sdk'
import { createRoute, redirect } from '@tanstack/react-router'
import { typeNames } from '../features/channels/types.ts'
import { loadMe } from '../features/session/load-me.ts'
import { isAtLeast } from '../features/session/roles.ts'
import { type TeamTab, teamTabs } from '../features/teams/team-tabs.ts'
import { lazyPage } from './lazy-page.ts'
import { managersOnly, sessionRoute } from './root-route.ts'

const settingsRoute = createRoute({
  getParentRoute: () => sessionRoute,
  path: '/settings',
  component: lazyPage(() => import('./settings/layout.tsx'), 'SettingsLayout', ['settings']),
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
  component: lazyPage(() => import('./settings/workspace.tsx'), 'WorkspacePage', ['settings', 'hours']),
})

const teamsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/teams',
  component: lazyPage(() => import('./settings/teams.tsx'), 'TeamsPage', ['settings', 'policy']),
})

const teamRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/teams/$id',
  validateSearch: (search: Record<string, unknown>): { tab?: TeamTab } => {
    const tab = teamTabs.find((one) => one === search.tab)
    return tab ? { tab } : {}
  },
  beforeLoad: managersOnly,
  component: lazyPage(() => import('./settings/team.tsx'), 'TeamPage', ['settings', 'policy', 'hours', 'members']),
})

const membersRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/members',
  component: lazyPage(() => import('./settings/members.tsx'), 'MembersPage', ['settings', 'members', 'session']),
})

const memberRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/members/$id',
  component: lazyPage(() => import('./settings/member.tsx'), 'MemberPage', ['settings', 'members', 'hours']),
})

const channelsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/channels',
  component: lazyPage(() => import('./settings/channels.tsx'), 'ChannelsPage', ['settings', 'channels']),
})

const newChannelRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/channels/new',
  validateSearch: (search: Record<string, unknown>): { type?: ChannelType } => {
    const type = typeNames.find((one) => one === search.type)
    return type ? { type } : {}
  },
  beforeLoad: managersOnly,
  component: lazyPage(() => import('./settings/new-channel.tsx'), 'NewChannelPage', ['settings', 'channels']),
})

const channelRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/channels/$id',
  beforeLoad: managersOnly,
  component: lazyPage(() => import('./settings/channel.tsx'), 'ChannelPage', ['settings', 'channels']),
})

const skillsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/skills',
  component: lazyPage(() => import('./settings/skills.tsx'), 'SkillsPage', ['settings']),
})

const snippetsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/snippets',
  component: lazyPage(() => import('./settings/snippets.tsx'), 'SnippetsPage', ['snippets']),
})

const tagsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/tags',
  component: lazyPage(() => import('./settings/tags.tsx'), 'TagsPage', ['settings', 'tags']),
})

const rolesRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/roles',
  component: lazyPage(() => import('./settings/roles.tsx'), 'RolesPage', ['settings', 'members']),
})

const webhooksRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/webhooks',
  beforeLoad: managersOnly,
  component: lazyPage(() => import('./settings/webhooks.tsx'), 'WebhooksPage', ['settings', 'webhooks']),
})

const webhookRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/webhooks/$id',
  beforeLoad: managersOnly,
  component: lazyPage(() => import('./settings/webhook.tsx'), 'WebhookPage', ['settings', 'webhooks']),
})

const fieldsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/fields',
  component: lazyPage(() => import('./settings/fields.tsx'), 'FieldsPage', ['fields']),
})

const closingRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/closing',
  component: lazyPage(() => import('./settings/closing.tsx'), 'ClosingPage', ['closing']),
})

const macrosRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/macros',
  component: lazyPage(() => import('./settings/macros.tsx'), 'MacrosPage', ['macros', 'inbox', 'snippets']),
})

const apiKeysRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/api-keys',
  component: lazyPage(() => import('./settings/api-keys.tsx'), 'ApiKeysPage', ['settings']),
})

const notificationsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/notifications',
  component: lazyPage(() => import('./settings/notifications.tsx'), 'NotificationsPage', ['notifications', 'hours']),
})

const profileRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/profile',
  component: lazyPage(() => import('./settings/profile.tsx'), 'ProfilePage', ['settings', 'session', 'notifications']),
})

export const settingsRoutes = [
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
    snippetsRoute,
    tagsRoute,
    rolesRoute,
    webhooksRoute,
    webhookRoute,
    fieldsRoute,
    closingRoute,
    macrosRoute,
    apiKeysRoute,
    notificationsRoute,
    profileRoute,
  ]),
] as const
