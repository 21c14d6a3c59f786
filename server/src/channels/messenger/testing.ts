import { readFileSync } from 'node:fs'
import type { InboundEvent } from '../inbound.ts'
import { exampleAccount, exampleWebhook } from '../testing/example.ts'
import type { MessengerAccount } from './account.ts'
import { messenger } from './index.ts'

/** Example Shop's page, as the captured payloads name it. */
export const account: MessengerAccount = exampleAccount('messenger', {
  baseUrl: 'https://graph.facebook.com',
  settings: { pageId: '100000000000201', pageName: 'Example Shop', hasHumanAgent: true },
  secrets: { accessToken: 'the-token', appSecret: 'app-secret', verifyToken: 'our-own-token' },
})

const folder = new URL('fixtures/', import.meta.url)

/** What a captured payload is read as, from the bytes as they came. */
export function eventsOf(name: string): readonly InboundEvent[] {
  return messenger.parse(exampleWebhook(readFileSync(new URL(`${name}.json`, folder))), account)
}
