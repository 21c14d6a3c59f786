import { createHash } from 'node:crypto'
import { hmac } from '../../../server/src/channels/signature.ts'
import type { Clock } from '../desk/clock.ts'
import { isObject } from '../desk/json.ts'
import { Webhooks } from '../desk/webhooks.ts'
import type { Taken } from './outbound.ts'
import { type Chat, type ChatMessage, newMessage, type OwnNumber, type World } from './world.ts'

/** How long after the answer, and after each other, statuses are posted; null: never. */
export type StatusDelays = Readonly<{ sentMs: number | null; deliveredMs: number | null }>

export type Fields = Readonly<Record<string, string>>

type Delivering = Readonly<{ authToken(): string; timeoutMs: number; redeliverAfterMs: readonly number[] }>

/** Posts forms, signed over the address and the fields. What stands behind `#` in an address is for Twilio alone. */
export function openWebhooks({ authToken, ...options }: Delivering): Webhooks {
  return new Webhooks({
    ...options,
    type: 'application/x-www-form-urlencoded; charset=utf-8',
    write: (payload) => new URLSearchParams(isObject(payload) ? fieldsIn(payload) : {}).toString(),
    sign: (body, url) => ({
      'user-agent': 'TwilioProxy/1.1',
      'i-twilio-idempotency-token': createHash('sha256').update(`${url}\n${body}`).digest('hex').slice(0, 36),
      'x-twilio-signature': signatureOf(url.replace(/#.*$/, ''), new URLSearchParams(body), authToken()),
    }),
  })
}

function signatureOf(url: string, form: URLSearchParams, authToken: string): string {
  const fields = [...form].sort(([one], [other]) => (one < other ? -1 : 1))
  return hmac('sha1', authToken, url + fields.map(([name, value]) => `${name}${value}`).join(''), 'base64')
}

function fieldsIn(payload: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]))
}

/** Tells the product what happens: messages from customers, and how its own messages fare. */
export class Notices {
  readonly #webhooks: Webhooks
  readonly #clock: Clock
  readonly #world: World
  readonly #accountSid: string
  readonly #delays: StatusDelays

  constructor(webhooks: Webhooks, world: World, accountSid: string, delays: StatusDelays) {
    this.#webhooks = webhooks
    this.#clock = world.clock
    this.#world = world
    this.#accountSid = accountSid
    this.#delays = delays
  }

  /**
   * Posts a message of a customer's. The answer is carried out: one that is not the empty `<Response/>` would go to the
   * customer as a message. Gives the status; null when nobody answered or no webhook is connected.
   */
  async tellMessage(chat: Chat, fields: Fields): Promise<number | null> {
    const url = this.#webhookOf(chat.own)
    if (url === null) return null
    const { status, detail } = await this.#webhooks.deliver(url, { ...this.#common(), ...fields })
    if (status === 200 && detail !== '' && !detail.includes('<Response')) {
      const about = { direction: 'out', author: 'twilio', at: this.#clock.now(), segments: 1 } as const
      chat.messages.push(newMessage({ ...about, text: detail }))
    }
    return status
  }

  /** Posts the statuses of a message one after another, each in its time. */
  async tellFate({ chat, message, failure }: Taken): Promise<void> {
    const { sentMs, deliveredMs } = this.#delays
    const isRefused = failure !== null && failure < 30000
    const fate: readonly (readonly [string, number | null])[] = isRefused
      ? [['failed', sentMs ?? 0]]
      : [
          ['sent', sentMs],
          [failure === null ? 'delivered' : 'undelivered', deliveredMs],
        ]
    for (const [status, ms] of fate) {
      if (ms === null) continue
      if (!(await this.#webhooks.pause(ms))) return
      await this.tellStatus(chat, message, status, status === 'sent' ? null : failure)
    }
  }

  async tellStatus(chat: Chat, message: ChatMessage, status: string, error: number | null): Promise<number | null> {
    message.statuses.push(status)
    if (error !== null) message.error = error
    if (message.statusCallback === null) return null

    const isOver = status === 'delivered' || status === 'undelivered'
    const attempt = await this.#webhooks.deliver(message.statusCallback, {
      ...this.#common(),
      SmsSid: message.id,
      SmsStatus: status,
      MessageStatus: status,
      MessageSid: message.id,
      To: chat.person.number,
      From: chat.own.number,
      ...(message.messagingServiceSid !== null && { MessagingServiceSid: message.messagingServiceSid }),
      ...(error !== null && { ErrorCode: String(error) }),
      ...(isOver && { RawDlrDoneDate: dateOf(this.#clock.now()) }),
    })
    return attempt.status
  }

  // A service's address stands for those of its numbers.
  #webhookOf({ messagingServiceSid, webhookUrl }: OwnNumber): string | null {
    if (messagingServiceSid === null) return webhookUrl
    return this.#world.pool(messagingServiceSid).find((own) => own.webhookUrl !== null)?.webhookUrl ?? null
  }

  #common(): Fields {
    return { AccountSid: this.#accountSid, ApiVersion: '2010-04-01' }
  }
}

/** `2611170921`: the year, month, day, hour and minute. */
function dateOf(ms: number): string {
  return new Date(ms).toISOString().replace(/\D/g, '').slice(2, 12)
}
