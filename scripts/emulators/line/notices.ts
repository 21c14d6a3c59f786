import { randomBytes } from 'node:crypto'
import { hmac } from '../../../server/src/channels/signature.ts'
import type { Clock } from '../desk/clock.ts'
import { isObject, type JsonObject } from '../desk/json.ts'
import { Webhooks } from '../desk/webhooks.ts'
import type { Webhook } from './api.ts'

type Delivering = Readonly<{ channelSecret: string; timeoutMs: number; redeliverAfterMs: readonly number[] }>

/** Posts signed bytes. What comes again says so, and is therefore signed anew. */
export function openWebhooks({ channelSecret, ...options }: Delivering): Webhooks {
  return new Webhooks({
    ...options,
    write: (payload, attempt) => JSON.stringify(attempt > 1 ? redelivered(payload) : payload),
    sign: (body) => ({
      'user-agent': 'LineBotWebhook/2.0',
      'x-line-signature': hmac('sha256', channelSecret, body, 'base64'),
    }),
  })
}

function redelivered(payload: unknown): unknown {
  if (!isObject(payload) || !Array.isArray(payload.events)) return payload
  return { ...payload, events: payload.events.map((event) => ({ ...event, deliveryContext: { isRedelivery: true } })) }
}

/** Tells the product what people do. */
export class Notices {
  readonly #webhooks: Webhooks
  readonly #webhook: Webhook
  readonly #clock: Clock
  readonly #destination: string

  constructor(webhooks: Webhooks, webhook: Webhook, clock: Clock, destination: string) {
    this.#webhooks = webhooks
    this.#webhook = webhook
    this.#clock = clock
    this.#destination = destination
  }

  /** The HTTP status of the first attempt; null when nobody answered, or webhooks are switched off. */
  async post(events: readonly JsonObject[]): Promise<number | null> {
    const { endpoint, isActive } = this.#webhook
    if (endpoint === null || !isActive) return null
    return (await this.#webhooks.deliver(endpoint, { destination: this.#destination, events })).status
  }

  event(type: string, source: JsonObject, more: JsonObject = {}, at = this.#clock.now()): JsonObject {
    return {
      type,
      mode: 'active',
      timestamp: at,
      source,
      webhookEventId: `01${randomBytes(12).toString('hex').toUpperCase()}`,
      deliveryContext: { isRedelivery: false },
      ...(type !== 'unsend' && type !== 'unfollow' && { replyToken: randomBytes(16).toString('hex') }),
      ...more,
    }
  }
}
