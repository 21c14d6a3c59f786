import { readFileSync } from 'node:fs'
import type { InboundEvent } from '../inbound.ts'
import { exampleAccount, exampleWebhook } from '../testing/example.ts'
import type { TiktokAccount } from './account.ts'
import { parse } from './parse/webhook.ts'

/** Example Shop's account, as the captured payloads name it. */
export const account: TiktokAccount = exampleAccount('tiktok', {
  baseUrl: 'https://business-api.tiktok.com',
  settings: { businessId: '_000exampleBusiness', username: 'example.shop' },
  secrets: {
    appId: '7412345678901234567',
    appSecret: 'app-secret',
    accessToken: 'act.example',
    refreshToken: 'rft.example',
    accessTokenEndsAt: '1794654291000',
  },
})

/** What a captured payload is read as, from the bytes as they came. */
export function eventsOf(name: string): readonly InboundEvent[] {
  return parseBytes(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url)))
}

export function parseBytes(body: string | Uint8Array): readonly InboundEvent[] {
  return parse(exampleWebhook(body), account)
}
