import { type Bag, bag, string } from '../../reading.ts'
import type { Body } from './body.ts'

export function parseText(message: Bag): Body | null {
  const body = string(bag(message.text).body)
  return body === null ? null : { kind: 'text', text: body, content: {}, attachments: [] }
}
