import { randomInt } from 'node:crypto'
import { isObject, type JsonObject } from '../desk/json.ts'
import { type Attempt, Webhooks } from '../desk/webhooks.ts'

export type Webhook = Readonly<{
  url: string
  secretToken: string
  maxConnections: number
  /** Null: everything but what has to be asked for. */
  allowedUpdates: readonly string[] | null
}>

type Update = Readonly<{ update_id: number; [kind: string]: unknown }>

/** What nobody is told who does not name it. */
const onlyWhenAsked = ['chat_member', 'message_reaction', 'message_reaction_count']

/**
 * Tells the product what happens, chat by chat: while an update is not taken, what comes after it in the same chat waits,
 * and other chats go on. Without a webhook updates are kept until there is one.
 */
export class Updates {
  readonly webhooks: Webhooks
  #webhook: Webhook | null = null
  #pending: Update[] = []
  #nextId = randomInt(1e8, 9e8)

  constructor(options: Readonly<{ timeoutMs: number; redeliverAfterMs: readonly number[] }>) {
    this.webhooks = new Webhooks({
      ...options,
      laneOf,
      sign: () => (this.#webhook?.secretToken ? { 'X-Telegram-Bot-Api-Secret-Token': this.#webhook.secretToken } : {}),
    })
  }

  /** Resolves with what the product answered at the first attempt; null when it did not, or was not asked. */
  async tell(kind: string, value: JsonObject): Promise<number | null> {
    const allowed = this.#webhook?.allowedUpdates ?? null
    const isWanted = allowed === null ? !onlyWhenAsked.includes(kind) : allowed.includes(kind)
    if (!isWanted) return null

    this.#nextId += 1
    const update = { update_id: this.#nextId, [kind]: value }
    if (this.#webhook !== null) return (await this.webhooks.deliver(this.#webhook.url, update)).status
    this.#pending.push(update)
    return null
  }

  /** Posts anything, as an update of the bot's. */
  async post(payload: unknown): Promise<Attempt> {
    if (this.#webhook === null) throw new Error('No webhook is set.')
    return this.webhooks.deliver(this.#webhook.url, payload)
  }

  set(webhook: Webhook | null, dropsPending: boolean): void {
    this.#webhook = webhook
    const waiting = dropsPending ? [] : this.#pending
    if (webhook !== null || dropsPending) this.#pending = []
    if (webhook !== null) for (const update of waiting) void this.webhooks.deliver(webhook.url, update)
  }

  webhook(): Webhook | null {
    return this.#webhook
  }

  /** What waits for a webhook, and what a webhook has not taken yet. */
  pendingCount(): number {
    return this.#pending.length + this.webhooks.deliveries().filter(({ state }) => state === 'pending').length
  }

  lastError(): string | null {
    const failed = this.webhooks.deliveries().findLast(({ state }) => state !== 'delivered')
    const attempt = failed?.attempts.at(-1)
    if (attempt === undefined) return null
    return attempt.status === null ? attempt.detail : `Wrong response from the webhook: ${attempt.status}`
  }

  pending(): readonly Update[] {
    return structuredClone(this.#pending)
  }
}

function laneOf(payload: unknown): string | null {
  const values = isObject(payload) ? Object.values(payload).filter(isObject) : []
  const chats = values.flatMap((value) => [value.chat, isObject(value.message) ? value.message.chat : undefined])
  const id = chats.find(isObject)?.id
  return id === undefined ? null : String(id)
}
