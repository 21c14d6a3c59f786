import { readdirSync, readFileSync } from 'node:fs'
import { providerUrls } from '../../testing/providers.ts'
import type { Account } from '../channel.ts'
import type { InboundEvent } from '../inbound.ts'
import type { Bag } from '../reading.ts'
import { hmac } from '../signature.ts'
import { exampleAccount, exampleWebhook } from '../testing/example.ts'
import type { LineSecrets, LineSettings } from './account.ts'
import { parse } from './parse/webhook.ts'

/** Example Shop's account, as the captured payloads name it. */
export const account: Account<LineSettings, LineSecrets> = exampleAccount('line', {
  baseUrl: 'https://api.line.me',
  urls: providerUrls({ line: 'https://api.line.me', line_data: 'https://api-data.line.me' }),
  settings: { botUserId: 'U5f1c0a3b7d9f4e2a8c6b0d1f3a5c7e90', displayName: 'Example Shop' },
  secrets: { channelSecret: '00112233445566778899aabbccddeeff', accessToken: 'the-access-token-of-example-shop' },
})

export const haruka = 'Ua1b2c3d4e5f60718293a4b5c6d7e8f90'

const folder = new URL('./fixtures/', import.meta.url)

/** The names of the payloads kept in `fixtures`. */
export const captured = readdirSync(folder).map((file) => file.replace('.json', ''))

/** A payload's bytes, as they came. */
export function bytesOf(name: string): Uint8Array {
  return readFileSync(new URL(`${name}.json`, folder))
}

/** A payload of our own, to be changed at will. */
export function payload(name: string): Bag {
  return JSON.parse(new TextDecoder().decode(bytesOf(name)))
}

export function eventsOf(name: string): readonly InboundEvent[] {
  return parse(exampleWebhook(bytesOf(name)), account)
}

export function parseValue(value: unknown): readonly InboundEvent[] {
  return parse(exampleWebhook(JSON.stringify(value)), account)
}

export function signatureOf(
  body: string | Uint8Array,
  secret = account.secrets.channelSecret,
): Readonly<{ 'x-line-signature': string }> {
  return { 'x-line-signature': hmac('sha256', secret, body, 'base64') }
}
