import { isObject, type JsonObject } from '../desk/json.ts'
import { invalid } from './refusal.ts'
import type { World } from './world.ts'

/** What a person reads in a bubble, and which message it answers. */
export type Read = Readonly<{ type: string; text: string; replyTo: string | null }>

const maxText = 5000
const maxChoices = 13

/** Reads a bubble as strictly as LINE does. */
export function readBubble(value: unknown, property: string, world: World): Read {
  if (!isObject(value)) throw invalid(property, 'Must be an object')
  const type = String(value.type)
  if (value.quickReply !== undefined) checkChoices(value.quickReply, `${property}.quickReply`)

  switch (type) {
    case 'text': {
      const text = requireText(value.text, `${property}.text`, maxText)
      return { type, text, replyTo: quoted(value.quoteToken, `${property}.quoteToken`, world) }
    }
    case 'image':
    case 'video':
      requireAddress(value.originalContentUrl, `${property}.originalContentUrl`)
      requireAddress(value.previewImageUrl, `${property}.previewImageUrl`)
      return { type, text: '', replyTo: null }
    case 'audio':
      requireAddress(value.originalContentUrl, `${property}.originalContentUrl`)
      if (!Number.isInteger(value.duration) || Number(value.duration) <= 0) {
        throw invalid(`${property}.duration`, 'Must be a positive number')
      }
      return { type, text: '', replyTo: null }
    default:
      throw invalid(`${property}.type`, 'Must be one of the following values: [text, image, video, audio]')
  }
}

function quoted(token: unknown, property: string, world: World): string | null {
  if (token === undefined) return null
  const message = typeof token === 'string' ? world.quoted(token) : null
  if (message === null) throw invalid(property, 'Invalid quote token')
  return message.id
}

function checkChoices(value: unknown, property: string): void {
  const items = isObject(value) && Array.isArray(value.items) ? value.items : []
  if (items.length === 0) throw invalid(`${property}.items`, 'May not be empty')
  if (items.length > maxChoices) throw invalid(`${property}.items`, `Size must be between 1 and ${maxChoices}`)
  for (const [index, item] of items.entries()) checkChoice(item, `${property}.items[${index}]`)
}

function checkChoice(item: unknown, property: string): void {
  const action = isObject(item) && item.type === 'action' && isObject(item.action) ? item.action : null
  if (action === null) throw invalid(property, 'Must have an action')
  requireText(action.label, `${property}.action.label`, 20)
  if (action.type === 'message') {
    requireText(action.text, `${property}.action.text`, 300)
  } else if (action.type === 'postback') {
    requireText(action.data, `${property}.action.data`, 300)
    if (action.displayText !== undefined) requireText(action.displayText, `${property}.action.displayText`, 300)
  } else {
    throw invalid(`${property}.action.type`, 'Must be one of the following values: [message, postback]')
  }
}

/** The taps that a bubble offers. */
export function choicesOf(bubble: JsonObject): readonly JsonObject[] {
  const items = isObject(bubble.quickReply) && Array.isArray(bubble.quickReply.items) ? bubble.quickReply.items : []
  return items.flatMap((item) => (isObject(item) && isObject(item.action) ? [item.action] : []))
}

function requireAddress(value: unknown, property: string): void {
  const url = URL.parse(requireText(value, property, 2000))
  const isLocal = url?.hostname === '127.0.0.1' || url?.hostname === 'localhost'
  // LINE takes https alone; on this machine there is nobody to give out certificates.
  if (url?.protocol !== 'https:' && !(isLocal && url?.protocol === 'http:'))
    throw invalid(property, 'Invalid uri scheme')
}

function requireText(value: unknown, property: string, most: number): string {
  if (value === undefined || value === null || value === '') throw invalid(property, 'May not be empty')
  if (typeof value !== 'string') throw invalid(property, 'Must be a string')
  if (value.length > most) throw invalid(property, `Length must be between 0 and ${most}`)
  return value
}
