import type { Clock } from '../desk/clock.ts'
import type { Webhooks } from '../desk/webhooks.ts'
import type { Failure, Taken } from './outbound.ts'
import type { BusinessNumber, Chat, ChatMessage, Person } from './world.ts'

/** How long after the answer, and after each other, statuses are posted; null: never. */
export type StatusDelays = Readonly<{ sentMs: number | null; deliveredMs: number | null; readMs: number | null }>

type Status = 'sent' | 'delivered' | 'read' | 'played' | 'failed'

/** Tells the product what happens: messages from customers, and how its own messages fare. */
export class Notices {
  readonly #webhooks: Webhooks
  readonly #clock: Clock
  readonly #delays: StatusDelays

  constructor(webhooks: Webhooks, clock: Clock, delays: StatusDelays) {
    this.#webhooks = webhooks
    this.#clock = clock
    this.#delays = delays
  }

  /** The HTTP status of the first attempt; null when nobody answered or no webhook is connected. */
  async post(number: BusinessNumber, field: string, value: object): Promise<number | null> {
    if (number.webhookUrl === null) return null
    const attempt = await this.#webhooks.deliver(number.webhookUrl, envelope(number, field, value))
    return attempt.status
  }

  /** Posts the statuses of a message one after another, each in its time. */
  async tellFate({ chat, message, failure }: Taken, number: BusinessNumber): Promise<void> {
    const { sentMs, deliveredMs, readMs } = this.#delays
    const fate: readonly (readonly [Status, number | null])[] =
      failure === null
        ? [
            ['sent', sentMs],
            ['delivered', deliveredMs],
            ['read', readMs],
          ]
        : [['failed', sentMs ?? 0]]

    for (const [status, ms] of fate) {
      if (ms === null) continue
      if (!(await this.#webhooks.pause(ms))) return
      await this.tellStatus(number, chat, message, status, failure)
    }
  }

  async tellStatus(
    number: BusinessNumber,
    { person }: Chat,
    message: ChatMessage,
    status: Status,
    failure: Failure | null = null,
  ): Promise<number | null> {
    message.statuses.push(status)
    if (failure !== null) message.error = failure.code

    const update = {
      id: message.id,
      status,
      timestamp: this.#clock.timestamp(),
      ...(person.waId !== null && !person.hidesNumber && { recipient_id: person.waId }),
      ...(person.userId !== null && { recipient_user_id: person.userId }),
      ...(message.callbackData !== null && { biz_opaque_callback_data: message.callbackData }),
      ...(failure === null && {
        pricing: { billable: false, pricing_model: 'PMP', type: 'free_customer_service', category: 'service' },
      }),
      ...(failure !== null && { errors: [errorOf(failure)] }),
    }
    // Contacts are left out of failures.
    const contacts = failure === null ? { contacts: [contactOf(person)] } : {}
    return this.post(number, 'messages', { ...contacts, statuses: [update] })
  }
}

export function contactOf({ waId, userId, name, username, hidesNumber }: Person): object {
  return {
    profile: { ...(name !== null && { name }), ...(username !== null && { username }) },
    ...(waId !== null && !hidesNumber && { wa_id: waId }),
    ...(userId !== null && { user_id: userId }),
  }
}

function envelope(number: BusinessNumber, field: string, value: object): object {
  const metadata = { display_phone_number: number.displayPhoneNumber, phone_number_id: number.id }
  return {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: number.businessAccountId,
        changes: [{ field, value: { messaging_product: 'whatsapp', metadata, ...value } }],
      },
    ],
  }
}

function errorOf({ code, title, details }: Failure): object {
  return {
    code,
    title,
    message: title,
    error_data: { details },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  }
}
