import { readFileSync } from 'node:fs'
import type { InboundEvent } from '../inbound.ts'
import { exampleAccount, exampleWebhook } from '../testing/example.ts'
import type { ApiAccount } from './account.ts'
import { parse } from './parse.ts'

export const account: ApiAccount = exampleAccount('api', {
  settings: { url: 'https://crm.example.com/fairlead' },
  secrets: { signingSecret: 'signing-secret' },
})

/** What a kept payload is read as, from the bytes as they came. */
export function eventsOf(name: string): readonly InboundEvent[] {
  return parseBytes(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url)))
}

export function parseBytes(body: string | Uint8Array): readonly InboundEvent[] {
  return parse(exampleWebhook(body))
}
