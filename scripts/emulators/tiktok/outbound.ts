import { isObject, type JsonObject } from '../desk/json.ts'
import type { Files } from './files.ts'
import { invalid, TiktokRefusal } from './refusal.ts'
import type { Chat, ChatMessage, World } from './world.ts'

export type Provider = Readonly<{ world: World; files: Files }>

/** `content`: as its echo has it. */
export type Taken = Readonly<{ chat: Chat; message: ChatMessage; content: object }>

const known = [
  ...['business_id', 'recipient_type', 'recipient', 'message_type', 'text', 'image', 'sender_action'],
  'referenced_message_info',
]

/** Where a message or an action goes. @throws {TiktokRefusal} unless the conversation is known. */
export function chatOf(body: JsonObject, { world }: Provider): Chat {
  const strange = Object.keys(body).find((key) => !known.includes(key))
  if (strange !== undefined) throw invalid(strange, 'Unknown field')
  requireBusiness(body.business_id, world)
  if (body.recipient_type !== 'CONVERSATION') throw invalid('recipient_type', 'Must be CONVERSATION')
  const chat = world.find(textOf(body.recipient, 'recipient', 500))
  if (chat === null) throw invalid('recipient', 'Invalid conversation id')
  return chat
}

/** Does what a message asks for. @throws {TiktokRefusal} where the provider would not. */
export function takeMessage(body: JsonObject, provider: Provider): Taken {
  const { world } = provider
  const chat = chatOf(body, provider)
  const { type, text, content } = contentOf(body, provider)
  const replyTo = referenceIn(body, chat)
  const refusal = world.refusalIn(chat)
  if (refusal !== null) throw new TiktokRefusal(40002, refusal)

  const message = world.write(chat, { id: world.newMessageId(), direction: 'out', type, text, replyTo })
  message.statuses.push('sent')
  return { chat, message, content }
}

function contentOf(body: JsonObject, { files }: Provider): Readonly<{ type: string; text: string; content: object }> {
  switch (body.message_type) {
    case 'TEXT': {
      if (body.image !== undefined) throw invalid('image', 'Only one kind of content')
      const text = textOf(isObject(body.text) ? body.text.body : undefined, 'text.body', 6000)
      return { type: 'text', text, content: { text: { body: text } } }
    }
    case 'IMAGE': {
      if (body.text !== undefined) throw invalid('text', 'Only one kind of content')
      const mediaId = textOf(isObject(body.image) ? body.image.media_id : undefined, 'image.media_id', 200)
      if (files.get(mediaId) === null) throw invalid('image.media_id', 'Unknown media')
      return { type: 'image', text: '', content: { image: { media_id: mediaId } } }
    }
    default:
      throw invalid('message_type', 'Must be TEXT, IMAGE, SHARE_POST, TEMPLATE or SENDER_ACTION')
  }
}

function referenceIn({ referenced_message_info: info, message_type: type }: JsonObject, chat: Chat): string | null {
  if (info === undefined) return null
  if (type !== 'TEXT') throw invalid('referenced_message_info', 'Supported for TEXT only')
  const id = isObject(info) ? info.referenced_message_id : undefined
  const found = chat.messages.find((message) => message.id === id)
  if (found === undefined) throw invalid('referenced_message_info', 'Unknown message')
  return found.id
}

export function requireBusiness(id: unknown, { account }: World): void {
  if (id !== account.businessId) throw new TiktokRefusal(40001, 'No permission to operate the business account')
}

export function textOf(value: unknown, parameter: string, max: number): string {
  if (value === undefined || value === '') throw invalid(parameter, 'Missing data for required field')
  if (typeof value !== 'string') throw invalid(parameter, 'Not a valid string')
  if (value.length > max) throw invalid(parameter, `Longer than maximum length ${max}`)
  return value
}
