import type { Clock } from '../desk/clock.ts'
import type { Attempt, Webhooks } from '../desk/webhooks.ts'
import type { Account, Chat, ChatMessage } from './world.ts'

export type NoticeDelays = Readonly<{ echoMs: number | null; readMs: number | null }>

type Parts = Readonly<{
  webhooks: Webhooks
  clock: Clock
  account: Account
  appId: string
  delays: NoticeDelays
  url(): string | null
}>

/** What the provider tells the product: messages, echoes, and how far somebody has read. */
export class Notices {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** One event, with its content written as JSON into a text. */
  async post(event: string, content: object | string): Promise<Attempt> {
    const { webhooks, clock, account, appId, url } = this.#parts
    const to = url()
    if (to === null) return { status: null, detail: 'no webhook is connected' }
    return webhooks.deliver(to, {
      client_key: appId,
      event,
      create_time: Math.floor(clock.now() / 1000),
      user_openid: account.businessId,
      content: typeof content === 'string' ? content : JSON.stringify(content),
    })
  }

  /** The echo of what the business sent, and the mark that it was read. */
  async tellFate(chat: Chat, message: ChatMessage, content: object): Promise<void> {
    const { webhooks, delays } = this.#parts
    if (delays.echoMs === null || !(await webhooks.pause(delays.echoMs))) return
    await this.tellEcho(chat, message, content, 'API')
    if (delays.readMs === null || !(await webhooks.pause(delays.readMs))) return
    await this.tellRead(chat)
  }

  tellEcho(chat: Chat, message: ChatMessage, content: object, source: 'API' | 'APP'): Promise<Attempt> {
    return this.post('im_send_msg', {
      type: message.type,
      ...content,
      ...this.between(chat, 'business'),
      message_id: message.id,
      timestamp: message.at,
      message_tag: { source },
      ...(message.replyTo !== null && { referenced_message_info: { referenced_message_id: message.replyTo } }),
    })
  }

  tellRead(chat: Chat): Promise<Attempt> {
    const now = this.#parts.clock.now()
    for (const { direction, statuses } of chat.messages) {
      if (direction === 'out' && !statuses.includes('read')) statuses.push('read')
    }
    return this.post('im_mark_read_msg', {
      ...this.between(chat, 'person'),
      timestamp: now,
      read: { last_read_timestamp: now },
    })
  }

  /** Who wrote it and to whom. */
  between({ conversationId, person }: Chat, from: 'person' | 'business'): object {
    const { account } = this.#parts
    const business = [account.username, { id: account.businessId, role: 'business_account' }] as const
    const user = [person.username, { id: person.userId, role: 'personal_account' }] as const
    const [[fromName, fromUser], [toName, toUser]] = from === 'person' ? [user, business] : [business, user]
    return {
      from: fromName,
      from_user: fromUser,
      to: toName,
      to_user: toUser,
      unique_identifier: `u-${person.userId}`,
      conversation_id: conversationId,
    }
  }
}
