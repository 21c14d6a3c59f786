import { readdirSync, readFileSync } from 'node:fs'
import type { InboundEvent } from '../../inbound.ts'
import { exampleWebhook } from '../../testing/example.ts'
import { account } from '../testing.ts'
import { parse } from './update.ts'

const folder = new URL('../fixtures/', import.meta.url)

/** The names of the payloads kept in `fixtures`. */
export const captured = readdirSync(folder).map((file) => file.replace('.json', ''))

/** What a captured payload is read as, from the bytes as they came. */
export function eventsOf(name: string): readonly InboundEvent[] {
  return parse(exampleWebhook(readFileSync(new URL(`${name}.json`, folder))), account)
}

export function parseValue(value: unknown): readonly InboundEvent[] {
  return parseText(JSON.stringify(value))
}

export function parseText(body: string): readonly InboundEvent[] {
  return parse(exampleWebhook(body), account)
}

const mara = { id: 5528190347, first_name: 'Mara', is_bot: false }

/** A message of Mara's to the bot, with this in it. */
export function parseOne(message: object): readonly InboundEvent[] {
  const chat = { id: mara.id, first_name: 'Mara', type: 'private' }
  return parseValue({ update_id: 1, message: { message_id: 7, from: mara, chat, date: 1794600000, ...message } })
}
