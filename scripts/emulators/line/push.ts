import { randomUUID } from 'node:crypto'
import type { Applied } from '../desk/answer.ts'
import { type HttpRequest, json, jsonOf } from '../desk/exchange.ts'
import { isObject, type JsonObject } from '../desk/json.ts'
import { readBubble } from './bubbles.ts'
import { invalid, LineRefusal } from './refusal.ts'
import { whatIsWrong } from './shown.ts'
import { type Chat, type ChatMessage, newMessage, type World } from './world.ts'

export type Quota = { limit: number | null; used: number }

const mostBubbles = 5

/** Pushes as strictly as LINE does: once for each key. */
export function push(request: HttpRequest, world: World, quota: Quota): Applied {
  const retryKey = request.headers.get('x-line-retry-key')
  if (retryKey !== null && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(retryKey)) {
    throw new LineRefusal(400, "The value for the 'X-Line-Retry-Key' header is invalid")
  }
  const before = retryKey === null ? null : world.accepted(retryKey)
  if (before !== null) {
    const body = { message: 'The retry key is already accepted', sentMessages: before.sentMessages }
    return { reply: json(body, 409, { 'x-line-accepted-request-id': before.requestId }) }
  }

  const { to, messages } = jsonOf(request)
  const bubbles = requireBubbles(messages)
  const chat = recipient(to, world)
  const read = bubbles.map((bubble, index) => readBubble(bubble, `messages[${index}]`, world))
  if (chat === null || !chat.person.isFriend) throw new LineRefusal(400, 'Failed to send messages')
  if (quota.limit !== null && quota.used >= quota.limit) {
    throw new LineRefusal(429, 'You have reached your monthly limit.')
  }

  const at = world.clock.now()
  const sent = bubbles.map((bubble, index) => newMessage({ direction: 'out', at, bubble, retryKey, ...read[index]! }))
  const sentMessages = sent.map(({ id, quoteToken }) => ({ id, quoteToken }))
  const requestId = randomUUID()
  // However many bubbles, it is one message of the month's; and one that whoever blocks the account never sees.
  quota.used += 1
  if (retryKey !== null) world.accept(retryKey, { requestId, sentMessages })
  if (!chat.person.isBlocking) chat.messages.push(...sent)
  return { reply: json({ sentMessages }, 200, { 'x-line-request-id': requestId }), afterwards: () => show(sent, chat) }
}

function requireBubbles(messages: unknown): readonly JsonObject[] {
  if (!Array.isArray(messages) || messages.length === 0) throw invalid('messages', 'May not be empty')
  if (messages.length > mostBubbles) throw invalid('messages', `Size must be between 1 and ${mostBubbles}`)
  return messages.map((message, index) => {
    if (!isObject(message)) throw invalid(`messages[${index}]`, 'Must be an object')
    return message
  })
}

function recipient(to: unknown, world: World): Chat | null {
  if (to === undefined || to === '') throw invalid('to', 'May not be empty')
  if (typeof to !== 'string' || !/^U[0-9a-f]{32}$/.test(to)) {
    throw new LineRefusal(400, "The property, 'to', in the request body is invalid (line: -, column: -)")
  }
  return world.findChat(to)
}

// The phone fetches what it shows, after LINE has said yes to everything.
async function show(sent: readonly ChatMessage[], { person }: Chat): Promise<void> {
  if (person.isBlocking) return
  for (const message of sent) {
    message.error = await whatIsWrong(message.bubble)
    message.statuses.push(message.error === null ? 'shown' : 'not shown')
  }
}
