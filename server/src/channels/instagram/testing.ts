import { readFileSync } from 'node:fs'
import { providerUrls } from '../../testing/providers.ts'
import type { InboundEvent } from '../inbound.ts'
import { exampleAccount, exampleWebhook } from '../testing/example.ts'
import type { InstagramAccount } from './account.ts'
import { instagram } from './index.ts'

/** Example Shop's account, as the captured payloads name it, with the login of its own. */
export const account: InstagramAccount = exampleAccount('instagram', {
  baseUrl: 'https://graph.instagram.com',
  urls: providerUrls({ meta: 'https://graph.facebook.com', instagram: 'https://graph.instagram.com' }),
  settings: {
    accountId: '17840000000000201',
    username: 'example.shop',
    login: 'instagram',
    pageId: '',
    hasHumanAgent: true,
  },
  secrets: { accessToken: 'the-token', appSecret: 'app-secret', verifyToken: 'our-own-token' },
})

/** The same account with the login of the page it is linked to. */
export const linked: InstagramAccount = {
  ...account,
  settings: { ...account.settings, login: 'facebook', pageId: '100000000000201' },
}

const folder = new URL('fixtures/', import.meta.url)

/** What a captured payload is read as, from the bytes as they came. */
export function eventsOf(name: string): readonly InboundEvent[] {
  return instagram.parse(exampleWebhook(readFileSync(new URL(`${name}.json`, folder))), account)
}
