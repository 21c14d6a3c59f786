import type { Webhooks } from '../desk/webhooks.ts'
import type { Files } from './files.ts'
import type { Attached, Chat, ChatMessage, World } from './world.ts'

/** How long after the answer, and after each other, these are posted; null: never. Instagram tells no delivery. */
export type NoticeDelays = Readonly<{ echoMs: number | null; deliveredMs: number | null; readMs: number | null }>

type Field = 'message' | 'echo' | 'delivery' | 'read' | 'reaction' | 'edit' | 'postback' | 'referral' | 'standby'

const fields: Readonly<Record<'messenger' | 'instagram', Readonly<Record<Field, string>>>> = {
  messenger: {
    message: 'messages',
    echo: 'message_echoes',
    delivery: 'message_deliveries',
    read: 'message_reads',
    reaction: 'message_reactions',
    edit: 'message_edits',
    postback: 'messaging_postbacks',
    referral: 'messaging_referrals',
    standby: 'standby',
  },
  instagram: {
    message: 'messages',
    echo: 'messages',
    delivery: 'messages',
    read: 'messaging_seen',
    reaction: 'message_reactions',
    edit: 'message_edit',
    postback: 'messaging_postbacks',
    referral: 'messaging_referral',
    standby: 'messages',
  },
}

type Parts = Readonly<{
  world: World
  files: Files
  webhooks: Webhooks
  delays: NoticeDelays
  /** Where what was sent can be fetched. */
  baseUrl(): string
}>

const APP_ID = 2_000_000_000_000_001

/** Tells the product what happens: what customers do, echoes of what the account sent, and who got and read it. */
export class Notices {
  readonly #world: World
  readonly #files: Files
  readonly #webhooks: Webhooks
  readonly #delays: NoticeDelays

  readonly #baseUrl: () => string

  constructor({ world, files, webhooks, delays, baseUrl }: Parts) {
    this.#world = world
    this.#files = files
    this.#baseUrl = baseUrl
    this.#webhooks = webhooks
    this.#delays = delays
  }

  /** The HTTP status of the first attempt; null when nobody answered, or the account tells nobody of it. */
  async post(field: Field, chat: Chat, body: object, at = this.#world.clock.now()): Promise<number | null> {
    const { id } = this.#world.account
    const isFromUs = field === 'echo'
    const item = {
      sender: { id: isFromUs ? id : chat.person.id },
      recipient: { id: isFromUs ? chat.person.id : id },
      timestamp: at,
      ...body,
    }
    return this.#postEntry(field, { [field === 'standby' ? 'standby' : 'messaging']: [item] })
  }

  /** What comes of a message that was taken: its echo, its delivery, its reading. */
  async tellFate(chat: Chat, message: ChatMessage): Promise<void> {
    const { echoMs, deliveredMs, readMs } = this.#delays
    if (echoMs !== null && (await this.#webhooks.pause(echoMs))) await this.echo(chat, message, APP_ID)
    if (this.#world.account.product === 'messenger' && deliveredMs !== null) {
      if (await this.#webhooks.pause(deliveredMs)) await this.deliver(chat, message)
    }
    if (readMs !== null && (await this.#webhooks.pause(readMs))) await this.read(chat, message)
  }

  /** Instagram promises no echo that names the app, or gives anything back. */
  echo(chat: Chat, message: ChatMessage, appId: number): Promise<number | null> {
    const { id, text, attachments, metadata, replyTo } = message
    const own = this.#world.account.product === 'messenger' && {
      app_id: appId,
      ...(metadata !== null && { metadata }),
    }
    const echo = {
      is_echo: true,
      ...own,
      mid: id,
      ...(text !== '' && { text }),
      ...(attachments.length > 0 && {
        attachments: attachments.map((one) => this.attachment(one)),
      }),
      ...(replyTo !== null && { reply_to: { mid: replyTo } }),
    }
    return this.post('echo', chat, { message: echo }, message.at)
  }

  /** What is attached, as webhooks have it. */
  attachment({ type, fileId }: Attached): object {
    const file = fileId === null ? null : this.#files.get(fileId)
    return file === null ? { type } : { type, payload: { url: this.#files.addressOf(file, this.#baseUrl()) } }
  }

  deliver(chat: Chat, message: ChatMessage): Promise<number | null> {
    if (message.state === 'sent') message.state = 'delivered'
    return this.post('delivery', chat, { delivery: { mids: [message.id], watermark: message.at } })
  }

  /** Everything up to and with this message was read. */
  read(chat: Chat, message: ChatMessage): Promise<number | null> {
    for (const earlier of chat.messages) {
      if (earlier.direction === 'out' && earlier.at <= message.at) earlier.state = 'read'
    }
    const isMessenger = this.#world.account.product === 'messenger'
    return this.post('read', chat, { read: isMessenger ? { watermark: message.at } : { mid: message.id } })
  }

  async #postEntry(field: Field, body: object): Promise<number | null> {
    const { product, id, webhookUrl, fields: subscribed } = this.#world.account
    if (webhookUrl === null || !subscribed.includes(fields[product][field])) return null

    const entry = { id, time: this.#world.clock.now(), ...body }
    const object = product === 'messenger' ? 'page' : 'instagram'
    const attempt = await this.#webhooks.deliver(webhookUrl, { object, entry: [entry] })
    return attempt.status
  }
}
