import { readdirSync, readFileSync } from 'node:fs'
import type { InboundEvent } from '../../inbound.ts'
import type { Bag } from '../../reading.ts'
import type { WhatsappSettings } from '../account.ts'
import { parse } from './webhook.ts'

const folder = new URL('../fixtures/', import.meta.url)

const settings: WhatsappSettings = {
  phoneNumberId: '100000000000001',
  businessAccountId: '200000000000001',
  displayPhoneNumber: '+1 555 010 0001',
}

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
  return parse({ method: 'POST', query: new URLSearchParams(), headers: new Headers(), body }, settings)
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
