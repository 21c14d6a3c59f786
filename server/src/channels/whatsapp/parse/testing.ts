import { readdirSync, readFileSync } from 'node:fs'
import type { InboundEvent } from '../../inbound.ts'
import type { Bag } from '../../reading.ts'
import { exampleWebhook } from '../../testing/example.ts'
import { account } from '../testing.ts'
import { parse } from './webhook.ts'

const folder = new URL('../fixtures/', import.meta.url)

/** The names of the payloads kept in `fixtures`. */
export const captured = readdirSync(folder).map((file) => file.replace('.json', ''))

/** A payload of our own, to be changed at will. */
export function payload(name: string): Bag {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'))
}

/** What a captured payload is read as, from the bytes as they came. */
export function eventsOf(name: string): readonly InboundEvent[] {
  return parseBytes(readFileSync(new URL(`${name}.json`, folder)))
}

export function parseBytes(body: Uint8Array): readonly InboundEvent[] {
  return parse(exampleWebhook(body), account)
}

export function parseValue(value: unknown): readonly InboundEvent[] {
  return parseBytes(new TextEncoder().encode(JSON.stringify(value)))
}

export function parseOne(message: object): readonly InboundEvent[] {
  return parseValue({
    object: 'whatsapp_business_account',
    entry: [{ changes: [{ field: 'messages', value: { messages: [message] } }] }],
  })
}
