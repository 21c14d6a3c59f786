import type { Page } from 'playwright-core'

export type Ids = Readonly<
  Record<
    | 'team'
    | 'channel'
    | 'agent'
    | 'webhook'
    | 'conversation'
    | 'noted'
    | 'contact'
    | 'windowClosed'
    | 'invitation'
    | 'workflow',
    string
  >
>
export type Place = Readonly<{
  name: string
  path: string
  /** What is there as soon as it can be looked at, where that is more than what every page has. */
  shows?: string
  /** What is done there before it is looked at. */
  open?(page: Page): Promise<void>
  /** What is there then, where it is neither a dialog nor a menu nor a list to choose from. */
  opens?: string
  /** What there is at a desk only, or on a phone only. */
  isForDesk?: true
  isForPhone?: true
}>

const pages = [
  ...['workspace', 'teams', 'members', 'roles', 'skills', 'tags', 'fields', 'closing', 'snippets', 'macros'],
  ...['channels', 'webhooks', 'api-keys', 'notifications', 'profile'],
]
const channelTypes = ['webchat', 'whatsapp', 'email', 'telegram', 'api']

/** Every page of the app for somebody who is signed in, in parts that are looked at one after the other. */
export const places = {
  work: (ids) => [
    { name: 'inbox', path: '/inbox/mine' },
    { name: 'inbox-empty', path: '/inbox/snoozed' },
    { name: 'conversation', path: `/inbox/mine/${ids.conversation}` },
    { name: 'conversation-templates', path: `/inbox/mine/${ids.windowClosed}` },
    { name: 'waiting', path: '/waiting' },
    { name: 'search', path: '/search' },
    { name: 'search-found', path: '/search?q=ship' },
    { name: 'contacts', path: '/contacts' },
    { name: 'contact', path: `/contacts/${ids.contact}` },
    { name: 'report-promises', path: '/reports/promises' },
    { name: 'workflows', path: '/workflows' },
    { name: 'workflow', path: `/workflows/${ids.workflow}` },
    { name: 'not-found', path: '/nowhere' },
  ],
  settings: () => pages.map((page) => ({ name: `settings-${page}`, path: settings(page) })),
  'settings of one': (ids) => [
    { name: 'settings-team', path: settings(`teams/${ids.team}`) },
    ...['policy', 'hours', 'messages', 'history'].map((tab) => ({
      name: `settings-team-${tab}`,
      path: settings(`teams/${ids.team}?tab=${tab}`),
    })),
    { name: 'settings-member', path: settings(`members/${ids.agent}`) },
    { name: 'settings-channel', path: settings(`channels/${ids.channel}`) },
    { name: 'settings-channel-new', path: settings('channels/new') },
    ...channelTypes.map((type) => ({
      name: `settings-channel-new-${type}`,
      path: settings(`channels/new?type=${type}`),
      shows: 'form button[type=submit]',
    })),
    { name: 'settings-webhook', path: settings(`webhooks/${ids.webhook}`) },
  ],
} as const satisfies Record<string, (ids: Ids) => readonly Place[]>

/** And those for who is not, or not yet. */
export function entriesOf({ invitation }: Ids): readonly Place[] {
  return [
    { name: 'login', path: '/login' },
    { name: 'invitation', path: `/invitations/${invitation}`, shows: 'form' },
    { name: 'invitation-unknown', path: '/invitations/nobody-has-this' },
  ]
}

export function settings(page: string): string {
  return `/settings/${page}`
}
