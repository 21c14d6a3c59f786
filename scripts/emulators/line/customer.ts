import { randomBytes } from 'node:crypto'
import type { JsonObject } from '../desk/json.ts'
import type { Sent } from '../desk/webhooks.ts'
import { choicesOf } from './bubbles.ts'
import type { Notices } from './notices.ts'
import { type Chat, type Content, newMessage, readTokenOf, type World } from './world.ts'

export type Profile = Readonly<{ name?: string; language?: string | null; hasPicture?: boolean; isFriend?: boolean }>

export type SendOptions = Readonly<{
  /** The message that is answered. */
  replyTo?: string
  /** When it was written, for messages that come late; now unless said otherwise. */
  at?: number
  /** Another module has the chat. */
  isStandby?: boolean
}>

type Place = Readonly<{ latitude: number; longitude: number; title?: string; address?: string }>

/** Somebody with LINE on their phone, who writes to the account. */
export class Customer {
  readonly #chat: Chat
  readonly #world: World
  readonly #notices: Notices
  readonly #preparedAfterMs: number

  constructor(chat: Chat, provider: Readonly<{ world: World; notices: Notices; preparedAfterMs: number }>) {
    this.#chat = chat
    this.#world = provider.world
    this.#notices = provider.notices
    this.#preparedAfterMs = provider.preparedAfterMs
  }

  get userId(): string {
    return this.#chat.person.userId
  }

  sendText(text: string, options: SendOptions = {}): Promise<Sent> {
    return this.sendRaw({ type: 'text', text }, options)
  }

  sendImage(bytes: Uint8Array, type = 'image/jpeg', options: SendOptions = {}): Promise<Sent> {
    return this.#sendContent({ type: 'image' }, { type, bytes, readyAt: 0 }, options)
  }

  /** Pictures that were chosen together: one event each, which may come at the same time. */
  sendAlbum(pictures: readonly Uint8Array[], type = 'image/jpeg'): Promise<readonly Sent[]> {
    const id = randomBytes(32).toString('hex').toUpperCase()
    const total = pictures.length
    return Promise.all(
      pictures.map((bytes, index) => {
        const bubble = { type: 'image', imageSet: { id, index: index + 1, total } }
        return this.#sendContent(bubble, { type, bytes, readyAt: 0 }, {})
      }),
    )
  }

  /** Is prepared for a moment before it can be fetched. */
  sendVideo(bytes: Uint8Array, options: SendOptions = {}): Promise<Sent> {
    const content = { type: 'video/mp4', bytes, readyAt: this.#world.clock.now() + this.#preparedAfterMs }
    return this.#sendContent({ type: 'video', duration: 60_000 }, content, options)
  }

  sendVoice(bytes: Uint8Array, options: SendOptions = {}): Promise<Sent> {
    const content = { type: 'audio/x-m4a', bytes, readyAt: this.#world.clock.now() + this.#preparedAfterMs }
    return this.#sendContent({ type: 'audio', duration: 3_000 }, content, options)
  }

  sendFile(bytes: Uint8Array, name: string, options: SendOptions = {}): Promise<Sent> {
    const content = { type: 'application/octet-stream', bytes, readyAt: 0 }
    const bubble = { type: 'file', fileName: name, fileSize: bytes.byteLength }
    return this.#sendContent(bubble, content, options, {})
  }

  /** What an app of somebody else's shared: the file is where they say. */
  sendExternal(type: 'image' | 'video' | 'audio', originalContentUrl: string): Promise<Sent> {
    return this.sendRaw({ type, contentProvider: { type: 'external', originalContentUrl } })
  }

  sendLocation(place: Place, options: SendOptions = {}): Promise<Sent> {
    return this.sendRaw({ type: 'location', ...place }, options)
  }

  sendSticker(stickerId: string, options: SendOptions = {}): Promise<Sent> {
    const bubble = { type: 'sticker', packageId: '446', stickerId, stickerResourceType: 'STATIC', keywords: ['ok'] }
    return this.sendRaw(bubble, options)
  }

  /** A message of any type, with these keys. */
  sendRaw(bubble: JsonObject, options: SendOptions = {}): Promise<Sent> {
    return this.#send(bubble, null, options)
  }

  /** Taps the quick reply with these words on the last message. */
  async tap(label: string): Promise<Sent> {
    const action = choicesOf(this.#chat.messages.at(-1)?.bubble ?? {}).find((one) => one.label === label)
    if (action === undefined) throw new Error(`The last message offers no “${label}”.`)
    return action.type === 'message' ? this.sendText(String(action.text)) : this.tapMenu(String(action.data))
  }

  /** Taps something that brings back these data: a menu, a card, a quick reply. */
  async tapMenu(data: string): Promise<Sent> {
    const event = this.#notices.event('postback', this.#source(), { postback: { data } })
    return { id: String(event.webhookEventId), status: await this.#notices.post([event]) }
  }

  async unsend(messageId: string): Promise<Sent> {
    const message = this.#chat.messages.find(({ id }) => id === messageId)
    if (message !== undefined) message.isDeleted = true
    return this.#tell('unsend', { unsend: { messageId } })
  }

  follow(): Promise<Sent> {
    const { person } = this.#chat
    const isUnblocked = person.isBlocking
    Object.assign(person, { isFriend: true, isBlocking: false })
    return this.#tell('follow', { follow: { isUnblocked } })
  }

  block(): Promise<Sent> {
    this.#chat.person.isBlocking = true
    return this.#tell('unfollow')
  }

  /** Says something in a group that the account is in. */
  async sayInGroup(text: string): Promise<Sent> {
    const source = { type: 'group', groupId: `C${this.userId.slice(1)}`, userId: this.userId }
    const { id, quoteToken } = newMessage({ direction: 'in', at: 0, type: 'text', bubble: {}, text })
    const event = this.#notices.event('message', source, { message: { id, type: 'text', text, quoteToken } })
    return { id, status: await this.#notices.post([event]) }
  }

  /** Everything that happened while nobody heard it, in one webhook. */
  async sendTogether(texts: readonly string[]): Promise<number | null> {
    return this.#notices.post(texts.map((text) => this.#write({ type: 'text', text }, null, {}).event))
  }

  #sendContent(bubble: JsonObject, content: Content, options: SendOptions, from: JsonObject = byLine): Promise<Sent> {
    return this.#send({ ...bubble, ...from }, content, options)
  }

  async #send(bubble: JsonObject, content: Content | null, options: SendOptions): Promise<Sent> {
    const { id, event } = this.#write(bubble, content, options)
    return { id, status: await this.#notices.post([event]) }
  }

  #write(
    bubble: JsonObject,
    content: Content | null,
    options: SendOptions,
  ): Readonly<{ id: string; event: JsonObject }> {
    const { replyTo = null, at = this.#world.clock.now(), isStandby = false } = options
    const type = String(bubble.type)
    const text = typeof bubble.text === 'string' ? bubble.text : ''
    const message = newMessage({ direction: 'in', at, type, bubble, text, replyTo, content })
    this.#chat.messages.push(message)

    const said = {
      id: message.id,
      ...bubble,
      ...(type !== 'location' && type !== 'file' && type !== 'audio' && { quoteToken: message.quoteToken }),
      ...(replyTo !== null && { quotedMessageId: replyTo }),
      markAsReadToken: readTokenOf(message),
    }
    const mode = isStandby ? { mode: 'standby', replyToken: undefined } : {}
    return { id: message.id, event: this.#notices.event('message', this.#source(), { ...mode, message: said }, at) }
  }

  async #tell(type: string, more: JsonObject = {}): Promise<Sent> {
    const event = this.#notices.event(type, this.#source(), more)
    return { id: String(event.webhookEventId), status: await this.#notices.post([event]) }
  }

  #source(): JsonObject {
    return { type: 'user', userId: this.userId }
  }
}

const byLine = { contentProvider: { type: 'line' } }
