import type { JsonObject } from '../desk/json.ts'
import { GraphRefusal } from '../graph/refusal.ts'
import { fetchFile } from './fetched.ts'
import type { Files } from './files.ts'
import { invalid, requireKeys, requireOne, requireString } from './refusal.ts'
import { type Attached, type Chat, type ChatMessage, type World, write } from './world.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const kinds = ['image', 'audio', 'video', 'file'] as const

type Content = Readonly<{ text: string; attachments: readonly Attached[] }>

/** What a call to `/messages` came to. */
export type Sent = Readonly<{ answer: object; chat: Chat; message: ChatMessage | null }>

/** Takes a message or a gesture as the provider does, or says why not. @throws {GraphRefusal} */
export async function takeMessage(body: JsonObject, world: World, files: Files): Promise<Sent> {
  const keys = ['recipient', 'messaging_type', 'tag', 'message', 'reply_to', 'sender_action', 'payload', 'access_token']
  requireKeys(body, 'body', keys)
  const chat = recipientOf(body, world)
  if (body.sender_action !== undefined) return gesture(body, chat, world)

  const message = requireKeys(body.message, 'message', [
    ...['text', 'attachment', 'attachments', 'quick_replies', 'metadata'],
  ])
  const sentAs = typeOf(body, world)
  const content = await contentOf(message, world, files)
  const metadata = message.metadata === undefined ? null : requireString(message.metadata, 'message[metadata]', 1000)
  const replyTo = replyOf(body, chat, world)

  if (!chat.person.isReachable) {
    throw new GraphRefusal(551, 'This person isn’t available right now.', { subcode: 1545041 })
  }
  requireOpenWindow(chat, sentAs, world)

  const id = world.newMessageId()
  const at = world.clock.now()
  const written = write(chat, { id, direction: 'out', at, ...content, content: message, replyTo, metadata, sentAs })
  chat.isTyping = false
  return { answer: { recipient_id: chat.person.id, message_id: id }, chat, message: written }
}

function recipientOf({ recipient }: JsonObject, world: World): Chat {
  const { id } = requireKeys(recipient, 'recipient', ['id'])
  const chat = world.find(requireString(id, 'recipient[id]', 64))
  if (chat !== null) return chat
  throw invalid('No matching user found', world.account.product === 'messenger' ? 2018001 : 2534014)
}

function gesture({ sender_action: action, payload, message }: JsonObject, chat: Chat, world: World): Sent {
  if (message !== undefined) throw invalid('Only one of message and sender_action can be given')
  const known = requireOne(action, 'sender_action', ['typing_on', 'typing_off', 'mark_seen', 'react', 'unreact'])

  if (known === 'mark_seen') chat.isSeen = true
  if (known === 'typing_on' || known === 'typing_off') chat.isTyping = known === 'typing_on'
  if (known === 'react' || known === 'unreact') {
    const { message_id: id, reaction } = requireKeys(payload, 'payload', ['message_id', 'reaction'])
    const target = world.message(chat, requireString(id, 'payload[message_id]', 512))
    if (target === null) throw invalid('The message does not exist')
    target.businessReaction = known === 'react' ? requireString(reaction, 'payload[reaction]', 32) : null
  }
  return { answer: { recipient_id: chat.person.id }, chat, message: null }
}

/** @throws when a message is sent as something there is not, or no longer. */
function typeOf({ messaging_type: type, tag }: JsonObject, { account }: World): string | null {
  if (type === undefined && tag === undefined && account.product === 'instagram') return null
  const known = requireOne(type, 'messaging_type', ['RESPONSE', 'UPDATE', 'MESSAGE_TAG'])
  if (known !== 'MESSAGE_TAG') {
    if (tag !== undefined) throw invalid('The param tag is only for MESSAGE_TAG')
    return known
  }
  // CONFIRMED_EVENT_UPDATE, POST_PURCHASE_UPDATE and ACCOUNT_UPDATE are gone.
  return requireOne(tag, 'tag', ['HUMAN_AGENT'])
}

function requireOpenWindow(chat: Chat, sentAs: string | null, world: World): void {
  const silence = world.silence(chat)
  const isTagged = sentAs === 'HUMAN_AGENT'
  if (isTagged && !world.account.hasHumanAgent) {
    throw new GraphRefusal(10, 'The app does not have permission to use the HUMAN_AGENT tag.', { status: 403 })
  }
  if (silence < (isTagged ? 7 : 1) * DAY_MS) return
  throw new GraphRefusal(10, 'This message is sent outside of allowed window.', {
    status: 403,
    subcode: world.account.product === 'messenger' ? 2018278 : 2534022,
  })
}

function replyOf({ reply_to: reply }: JsonObject, chat: Chat, world: World): string | null {
  if (reply === undefined) return null
  const mid = requireString(requireKeys(reply, 'reply_to', ['mid']).mid, 'reply_to[mid]', 512)
  if (world.message(chat, mid) === null) throw invalid('The message that is replied to does not exist')
  return mid
}

async function contentOf(message: JsonObject, world: World, files: Files): Promise<Content> {
  const { text, attachment, attachments } = message
  const given = [text, attachment, attachments].filter((one) => one !== undefined)
  if (given.length !== 1) throw invalid('Must send either one text or attachments, not both and not nothing')
  if (message.quick_replies !== undefined) requireQuickReplies(message.quick_replies)

  if (text !== undefined) return { text: textOf(text, world), attachments: [] }
  const many = attachments ?? [attachment]
  const most = world.account.product === 'messenger' ? 30 : 10
  if (!Array.isArray(many) || many.length === 0 || many.length > most) throw invalid(`Up to ${most} attachments`)
  return { text: '', attachments: await Promise.all(many.map((one) => attached(one, world, files))) }
}

function textOf(value: unknown, { account }: World): string {
  if (account.product === 'messenger') return requireString(value, 'message[text]', 2000)
  const text = requireString(value, 'message[text]', 1000)
  if (Buffer.byteLength(text) > 1000) throw invalid('Length of param message[text] must be less than 1000 bytes')
  return text
}

function requireQuickReplies(value: unknown): void {
  if (!Array.isArray(value) || value.length === 0 || value.length > 13) throw invalid('Up to 13 quick replies')
  for (const reply of value) {
    const {
      content_type: type,
      title,
      payload,
    } = requireKeys(reply, 'quick_replies', [...['content_type', 'title', 'payload', 'image_url']])
    requireOne(type, 'quick_replies[content_type]', ['text'])
    requireString(title, 'quick_replies[title]', 20)
    requireString(payload, 'quick_replies[payload]', 1000)
  }
}

async function attached(value: unknown, world: World, files: Files): Promise<Attached> {
  const { type, payload } = requireKeys(value, 'message[attachment]', ['type', 'payload'])
  if (type === 'like_heart' && world.account.product === 'instagram') return { type, fileId: null }
  const kind = requireOne(type, 'message[attachment][type]', kinds)
  const { attachment_id: id, url } = requireKeys(payload, 'message[attachment][payload]', [
    ...['attachment_id', 'url', 'is_reusable'],
  ])
  if (world.account.product === 'messenger' && id !== undefined) return uploaded(id, kind, files)

  const address = requireString(url, 'message[attachment][payload][url]', 4000)
  const file = files.add(await fetchFile(address, kind, world.account))
  return { type: kind, fileId: file.id }
}

function uploaded(id: unknown, kind: string, files: Files): Attached {
  const file = files.get(requireString(id, 'attachment_id', 64))
  if (file === null || file.kind !== kind) throw invalid('Invalid attachment ID', 2018074)
  return { type: kind, fileId: file.id }
}
