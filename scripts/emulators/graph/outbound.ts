import { isObject, type JsonObject } from '../desk/json.ts'
import type { Files } from './files.ts'
import { showInteractive } from './interactive.ts'
import { requireObject, requireOneOf, requireText } from './json.ts'
import { isMediaKind, type MediaKind, unfitness } from './media-rules.ts'
import { GraphRefusal, invalid, missing } from './refusal.ts'
import { type EmulatedTemplate, useTemplate } from './templates.ts'
import { type BusinessNumber, type Chat, type ChatMessage, newMessage, newMessageId, type World } from './world.ts'

export type Provider = Readonly<{ world: World; files: Files; templates: readonly EmulatedTemplate[] }>

/** A message that was taken, and why it will fail after all, if it will. */
export type Taken = Readonly<{ chat: Chat; message: ChatMessage; failure: Failure | null; answer: object }>

export type Failure = Readonly<{ code: number; title: string; details: string }>

type Said = Readonly<{ text: string; failure: Failure | null }>

const KEYS = ['messaging_product', 'recipient_type', 'to', 'recipient', 'type', 'context', 'biz_opaque_callback_data']
const TYPES = ['text', 'image', 'audio', 'video', 'sticker', 'document', 'template', 'reaction', 'interactive']

/** Takes a message as strictly as the provider does. What it can tell only when it delivers comes back as a failure. */
export function takeMessage(body: JsonObject, number: BusinessNumber, provider: Provider): Taken {
  const { world } = provider
  requireOneOf(body.messaging_product, 'messaging_product', ['whatsapp'])
  requireOneOf(body.type ?? 'text', 'type', TYPES)
  const type = String(body.type ?? 'text')
  requireObject(body, 'message', [...KEYS, type])
  requireOneOf(body.recipient_type ?? 'individual', 'recipient_type', ['individual'])

  const callbackData = body.biz_opaque_callback_data
  if (callbackData !== undefined) requireText(callbackData, 'biz_opaque_callback_data', 512)
  const replyTo = body.context === undefined ? null : answered(body.context, number, world)

  const { chat, contact } = recipientOf(body, number, world)
  const said = say(type, body[type], chat, provider)
  const message = newMessage({
    id: newMessageId(),
    direction: 'out',
    at: world.clock.now(),
    type,
    content: body[type],
    text: said.text,
    replyTo,
    callbackData: typeof callbackData === 'string' ? callbackData : null,
  })

  world.write(chat, message)
  const status = type === 'template' ? { message_status: 'accepted' } : {}
  return {
    chat,
    message,
    failure: said.failure ?? undeliverable(chat, type, world),
    answer: { messaging_product: 'whatsapp', contacts: [contact], messages: [{ id: message.id, ...status }] },
  }
}

/** Marks a customer's message, and all before it, as read. */
export function takeReceipt(body: JsonObject, number: BusinessNumber, { world }: Provider): object {
  requireOneOf(body.messaging_product, 'messaging_product', ['whatsapp'])
  requireObject(body, 'message', ['messaging_product', 'status', 'message_id', 'typing_indicator'])
  requireOneOf(body.status, 'status', ['read'])
  const id = requireText(body.message_id, 'message_id', 512)
  const chat = world.chats().find(({ phoneNumberId, messages }) => {
    return phoneNumberId === number.id && messages.some((message) => message.id === id && message.direction === 'in')
  })
  if (chat === undefined) throw invalid('message_id', 'is not a message received by this number')

  const until = chat.messages.findIndex((message) => message.id === id)
  for (const message of chat.messages.slice(0, until + 1)) {
    if (message.direction === 'in') message.isReadByBusiness = true
  }
  return { success: true }
}

function answered(value: unknown, number: BusinessNumber, world: World): string {
  const context = requireObject(value, 'context', ['message_id'])
  const id = requireText(context.message_id, "context['message_id']", 512)
  if (world.message(number.id, id) === null) throw invalid("context['message_id']", 'is not a message of this number')
  return id
}

function recipientOf(
  { to, recipient, type, template }: JsonObject,
  number: BusinessNumber,
  world: World,
): Readonly<{ chat: Chat; contact: object }> {
  if (to === undefined && recipient === undefined) throw missing('to')

  if (to === undefined) {
    const userId = requireText(recipient, 'recipient', 160)
    if (!/^[A-Z]{2}\.[A-Za-z0-9.]+$/.test(userId)) throw invalid('recipient', 'is not a user id')
    if (type === 'template' && isAuthentication(template)) {
      throw new GraphRefusal(131062, 'Business-scoped user ids cannot be used for authentication templates')
    }
    return { chat: world.chat(number.id, world.personByUserId(userId)), contact: { input: userId, user_id: userId } }
  }

  const written = requireText(to, 'to', 64)
  const waId = waIdOf(written, number)
  if (waId === number.displayPhoneNumber.replace(/\D/g, '')) {
    throw new GraphRefusal(131021, 'Recipient cannot be sender')
  }
  return { chat: world.chat(number.id, world.person(waId)), contact: { input: written, wa_id: waId } }
}

// The business's country code is put in front of what has no plus: numbers sent without it go astray.
function waIdOf(written: string, { displayPhoneNumber }: BusinessNumber): string {
  const digits = written.replace(/[\s().-]/g, '').replace(/^\+/, '')
  if (!/^\d{5,20}$/.test(digits)) throw invalid('to', 'is not a phone number')
  return written.startsWith('+') ? digits : `${displayPhoneNumber.replace(/\D/g, '').slice(0, 1)}${digits}`
}

function isAuthentication(template: unknown): boolean {
  return isObject(template) && /auth|otp|code/.test(String(template.name))
}

function say(type: string, content: unknown, chat: Chat, { world, files, templates }: Provider): Said {
  if (type === 'template') return { text: useTemplate(content, templates, files), failure: null }
  if (type === 'reaction') return { text: react(content, chat, world), failure: null }
  if (type === 'interactive') return { text: showInteractive(content), failure: null }
  if (isMediaKind(type)) return showMedia(type, content, files)

  const text = requireObject(content, 'text', ['body', 'preview_url'])
  requireOneOf(text.preview_url ?? false, "text['preview_url']", [true, false])
  return { text: requireText(text.body, "text['body']", 4096), failure: null }
}

function showMedia(kind: MediaKind, content: unknown, files: Files): Said {
  const caption = kind === 'audio' || kind === 'sticker' ? [] : ['caption']
  const own = kind === 'document' ? ['filename'] : kind === 'audio' ? ['voice'] : []
  const media = requireObject(content, kind, ['id', ...caption, ...own])
  const text = media.caption === undefined ? '' : requireText(media.caption, `${kind}['caption']`, 1024)
  const file = files.get(requireText(media.id, `${kind}['id']`, 64))

  if (file === null) {
    throw new GraphRefusal(100, `Param ${kind}['id'] is not a valid whatsapp business account media attachment ID`)
  }
  if (media.voice === true && !file.type.startsWith('audio/ogg')) throw invalid("audio['voice']", 'needs Ogg with Opus')

  const details = unfitness(kind, file)
  return { text, failure: details === null ? null : { code: 131053, title: 'Media upload error', details } }
}

function react(content: unknown, chat: Chat, world: World): string {
  const reaction = requireObject(content, 'reaction', ['message_id', 'emoji'])
  const id = requireText(reaction.message_id, "reaction['message_id']", 512)
  if (world.message(chat.phoneNumberId, id) === null) throw invalid("reaction['message_id']", 'is unknown')
  if (typeof reaction.emoji !== 'string') throw missing("reaction['emoji']")
  return reaction.emoji
}

// The provider says 200 to all of these, and `failed` later.
function undeliverable(chat: Chat, type: string, world: World): Failure | null {
  if (!chat.person.isReachable) {
    return { code: 131026, title: 'Message undeliverable', details: 'Message Undeliverable.' }
  }
  if (type !== 'template' && !world.isWindowOpen(chat)) {
    return {
      code: 131047,
      title: 'Re-engagement message',
      details:
        'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
    }
  }
  return null
}
