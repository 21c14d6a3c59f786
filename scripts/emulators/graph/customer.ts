import { isObject } from '../desk/json.ts'
import type { Sent } from '../desk/webhooks.ts'
import { digest, type Files } from './files.ts'
import { contactOf, type Notices } from './notices.ts'
import { type BusinessNumber, type Chat, newMessage, newMessageId, type World } from './world.ts'

export type Profile = Readonly<{
  name?: string | null
  username?: string | null
  /** The id this business knows them by; null for somebody who has none yet. */
  userId?: string | null
  hidesNumber?: boolean
  isReachable?: boolean
}>

export type SendOptions = Readonly<{
  replyTo?: string
  isForwarded?: boolean
  /** When it was written, by the provider's clock, for messages that come late; now unless said otherwise. */
  at?: number
  /** More keys for the message, such as `referral`. */
  extra?: object
}>

export type FileOptions = SendOptions & Readonly<{ name?: string; type?: string; caption?: string }>

export type Place = Readonly<{ latitude: number; longitude: number; name?: string; address?: string }>

/** Somebody with WhatsApp on their phone, who writes to one business number. */
export class Customer {
  readonly #number: BusinessNumber
  readonly #chat: Chat
  readonly #world: World
  readonly #files: Files
  readonly #notices: Notices
  readonly #baseUrl: string

  constructor(
    number: BusinessNumber,
    chat: Chat,
    provider: Readonly<{ world: World; files: Files; notices: Notices; baseUrl: string }>,
  ) {
    this.#number = number
    this.#chat = chat
    this.#world = provider.world
    this.#files = provider.files
    this.#notices = provider.notices
    this.#baseUrl = provider.baseUrl
  }

  sendText(text: string, options: SendOptions = {}): Promise<Sent> {
    return this.sendRaw('text', { body: text }, options)
  }

  sendImage(bytes: Uint8Array, caption?: string, options: FileOptions = {}): Promise<Sent> {
    return this.sendFile('image', bytes, { type: 'image/jpeg', ...(caption !== undefined && { caption }), ...options })
  }

  sendDocument(bytes: Uint8Array, options: FileOptions = {}): Promise<Sent> {
    return this.sendFile('document', bytes, { type: 'application/pdf', name: 'document.pdf', ...options })
  }

  sendVoice(bytes: Uint8Array, options: FileOptions = {}): Promise<Sent> {
    return this.sendFile('audio', bytes, { type: 'audio/ogg; codecs=opus', ...options }, { voice: true })
  }

  sendFile(kind: string, bytes: Uint8Array, options: FileOptions, own: object = {}): Promise<Sent> {
    const { name, type = 'application/octet-stream', caption, ...rest } = options
    const file = this.#files.add({ type, name: name ?? null, bytes }, true)
    const content = {
      ...(caption !== undefined && { caption }),
      ...(kind === 'document' && name !== undefined && { filename: name }),
      mime_type: type,
      sha256: digest(bytes, 'base64'),
      id: file.id,
      url: this.#files.addressOf(file, this.#baseUrl),
      ...own,
    }
    return this.sendRaw(kind, content, rest)
  }

  sendLocation(place: Place, options: SendOptions = {}): Promise<Sent> {
    return this.sendRaw('location', place, options)
  }

  /** Taps a button of an interactive message. */
  tapButton(button: Readonly<{ id: string; title: string }>, options: SendOptions = {}): Promise<Sent> {
    return this.sendRaw('interactive', { type: 'button_reply', button_reply: button }, options)
  }

  /** Taps a quick reply of a template. */
  tapQuickReply(text: string, payload = text, options: SendOptions = {}): Promise<Sent> {
    return this.sendRaw('button', { payload, text }, options)
  }

  /** A message of any type, with this object under the type's name. */
  async sendRaw(type: string, content: unknown, options: SendOptions = {}): Promise<Sent> {
    const at = options.at ?? this.#world.clock.now()
    const { replyTo = null, isForwarded = false, extra = {} } = options
    const id = newMessageId()
    const context = this.#context(replyTo, isForwarded)

    this.#world.write(
      this.#chat,
      newMessage({ id, direction: 'in', at, type, content, text: readable(content), replyTo }),
    )
    this.#chat.lastFromCustomerAt = Math.max(this.#chat.lastFromCustomerAt ?? 0, at)
    return { id, status: await this.#post({ id, type, [type]: content, ...context, ...extra }, at) }
  }

  /** Reacts to a message; null takes the reaction back. */
  async react(messageId: string, emoji: string | null): Promise<Sent> {
    const message = this.#world.message(this.#number.id, messageId)
    if (message !== null) message.customerReaction = emoji
    return this.#tell('reaction', { message_id: messageId, ...(emoji !== null && { emoji }) })
  }

  async edit(messageId: string, text: string): Promise<Sent> {
    const message = this.#world.message(this.#number.id, messageId)
    if (message !== null) message.text = text
    return this.#tell('edit', { original_message_id: messageId, message: { type: 'text', text: { body: text } } })
  }

  async revoke(messageId: string): Promise<Sent> {
    const message = this.#world.message(this.#number.id, messageId)
    if (message !== null) message.isDeleted = true
    return this.#tell('revoke', { original_message_id: messageId })
  }

  /** What the business writes to this person on its own phone. */
  async receiveFromPhone(text: string): Promise<Sent> {
    const id = newMessageId()
    const at = this.#world.clock.now()
    const { waId, userId } = this.#chat.person
    this.#world.write(this.#chat, newMessage({ id, direction: 'out', at, type: 'text', content: { body: text }, text }))

    const echo = {
      from: this.#number.displayPhoneNumber,
      ...(waId !== null && { to: waId }),
      ...(userId !== null && { to_user_id: userId }),
      id,
      timestamp: this.#world.clock.timestamp(),
      type: 'text',
      text: { body: text },
    }
    return { id, status: await this.#notices.post(this.#number, 'smb_message_echoes', { message_echoes: [echo] }) }
  }

  async #tell(type: string, content: object): Promise<Sent> {
    const id = newMessageId()
    return { id, status: await this.#post({ id, type, [type]: content }, this.#world.clock.now()) }
  }

  #post(message: object, at: number): Promise<number | null> {
    const { waId, userId, hidesNumber } = this.#chat.person
    const from = {
      ...(waId !== null && !hidesNumber && { from: waId }),
      ...(userId !== null && { from_user_id: userId }),
      timestamp: String(Math.floor(at / 1000)),
    }
    return this.#notices.post(this.#number, 'messages', {
      contacts: [contactOf(this.#chat.person)],
      messages: [{ ...from, ...message }],
    })
  }

  #context(replyTo: string | null, isForwarded: boolean): object {
    if (isForwarded) return { context: { forwarded: true } }
    if (replyTo === null) return {}

    const isOurs = this.#world.message(this.#number.id, replyTo)?.direction === 'in'
    const from = isOurs ? this.#chat.person.waId : this.#number.displayPhoneNumber
    return { context: { ...(from !== null && { from }), id: replyTo } }
  }
}

function readable(content: unknown): string {
  if (!isObject(content)) return ''
  const { button_reply: button, list_reply: row } = content
  const words = [content.body, content.caption, content.text, content.name, ...[button, row].map(titleOf)]
  return words.find((word) => typeof word === 'string') ?? ''
}

function titleOf(reply: unknown): unknown {
  return isObject(reply) ? reply.title : undefined
}
