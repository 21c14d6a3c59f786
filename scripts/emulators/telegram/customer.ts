import { randomInt } from 'node:crypto'
import type { JsonObject } from '../desk/json.ts'
import type { Sent } from '../desk/webhooks.ts'
import {
  type Bot,
  presentBot,
  presentChat,
  presentFile,
  presentMessage,
  presentPerson,
  presentPhoto,
} from './present.ts'
import type { Updates } from './updates.ts'
import type { Chat, ChatMessage, World } from './world.ts'

export type Profile = Readonly<{
  name?: string
  lastName?: string | null
  username?: string | null
  languageCode?: string | null
  isDeactivated?: boolean
  /** The picture bots may see. */
  photo?: Uint8Array | null
}>

export type SendOptions = Readonly<{
  replyTo?: string
  /** The part that is answered. */
  quote?: string
  isForwarded?: boolean
  /** When it was written, by the provider's clock, for messages that come late; now unless said otherwise. */
  at?: number
  /** More keys for the message. */
  extra?: JsonObject
}>

export type FileOptions = SendOptions & Readonly<{ name?: string; type?: string; caption?: string }>

/** Somebody with Telegram on their phone, who writes to the bot. */
export class Customer {
  readonly #chat: Chat
  readonly #world: World
  readonly #updates: Updates
  readonly #bot: Bot

  constructor(chat: Chat, provider: Readonly<{ world: World; updates: Updates; bot: Bot }>) {
    this.#chat = chat
    this.#world = provider.world
    this.#updates = provider.updates
    this.#bot = provider.bot
  }

  /** Presses Start, as behind a link `t.me/<bot>?start=<payload>`. */
  start(payload?: string): Promise<Sent> {
    const text = payload === undefined ? '/start' : `/start ${payload}`
    return this.sendRaw('text', { text, entities: [{ type: 'bot_command', offset: 0, length: 6 }] }, text)
  }

  sendText(text: string, options: SendOptions = {}): Promise<Sent> {
    return this.sendRaw('text', { text }, text, options)
  }

  sendPhoto(bytes: Uint8Array, options: FileOptions = {}): Promise<Sent> {
    const { caption, type = 'image/jpeg', name = null, ...rest } = options
    const file = this.#world.addFile('photos', { type, name, bytes })
    return this.sendRaw('photo', { photo: presentPhoto(file), ...captionOf(caption) }, caption, rest)
  }

  /** Several at once: as many messages, one after the other, and the words with the first. */
  async sendAlbum(pictures: readonly Uint8Array[], caption?: string): Promise<readonly Sent[]> {
    const extra = { media_group_id: `1${String(randomInt(1e14)).padStart(16, '0')}` }
    return Promise.all(
      pictures.map((bytes, index) =>
        this.sendPhoto(bytes, { extra, ...(index === 0 && caption !== undefined && { caption }) }),
      ),
    )
  }

  sendDocument(bytes: Uint8Array, options: FileOptions = {}): Promise<Sent> {
    return this.sendFile('document', bytes, { type: 'application/pdf', name: 'document.pdf', ...options })
  }

  sendVoice(bytes: Uint8Array, options: FileOptions = {}): Promise<Sent> {
    return this.sendFile('voice', bytes, { type: 'audio/ogg', ...options }, { duration: 3 })
  }

  sendVideo(bytes: Uint8Array, options: FileOptions = {}): Promise<Sent> {
    const own = { duration: 3, width: 640, height: 480 }
    return this.sendFile('video', bytes, { type: 'video/mp4', name: 'video.mp4', ...options }, own)
  }

  sendSticker(bytes: Uint8Array, emoji: string, options: SendOptions = {}): Promise<Sent> {
    const file = this.#world.addFile('stickers', { type: 'image/webp', name: null, bytes })
    const own = { type: 'regular', width: 512, height: 512, is_animated: false, is_video: false, emoji }
    return this.sendRaw('sticker', { sticker: { ...own, ...presentFile(file) } }, emoji, options)
  }

  sendFile(kind: string, bytes: Uint8Array, options: FileOptions, own: JsonObject = {}): Promise<Sent> {
    const { name, type = 'application/octet-stream', caption, ...rest } = options
    const file = this.#world.addFile(`${kind}s`, { type, name: name ?? null, bytes })
    const shown = { ...own, ...presentFile(file), mime_type: type, ...(name !== undefined && { file_name: name }) }
    return this.sendRaw(kind, { [kind]: shown, ...captionOf(caption) }, caption, rest)
  }

  sendLocation(latitude: number, longitude: number, options: SendOptions = {}): Promise<Sent> {
    return this.sendRaw('location', { location: { latitude, longitude } }, '', options)
  }

  /** Their own number, by the button that asks for it. */
  sharePhone(phone: string): Promise<Sent> {
    const { id, firstName } = this.#chat.person
    return this.sendRaw('contact', { contact: { phone_number: phone, first_name: firstName, user_id: id } })
  }

  /** A message with these keys. Whoever writes has let the bot in. */
  async sendRaw(type: string, content: JsonObject, text = '', options: SendOptions = {}): Promise<Sent> {
    const { replyTo, quote, isForwarded = false, at, extra = {} } = options
    if (this.#chat.person.hasBlocked) await this.unblock()
    this.#chat.person.hasStarted = true

    const origin = { type: 'hidden_user', sender_user_name: 'Somebody Else', date: 1_794_500_000 }
    const message = this.#world.write(this.#chat, {
      direction: 'in',
      type,
      text,
      content: {
        ...(isForwarded && { forward_origin: origin, forward_date: origin.date }),
        ...(quote !== undefined && { quote: { text: quote, position: 0, is_manual: true } }),
        ...content,
        ...extra,
      },
      replyTo: replyTo === undefined ? null : Number(replyTo),
      ...(at !== undefined && { at }),
    })
    return this.#tell('message', message)
  }

  /** Writes a text anew, or the words beside a file. */
  async edit(messageId: string, text: string): Promise<Sent> {
    const message = this.#find(messageId)
    const key = message.type === 'text' ? 'text' : 'caption'
    message.text = text
    message.content = { ...message.content, [key]: text }
    return this.#tell('edited_message', message, { edit_date: Math.floor(this.#world.clock.now() / 1000) })
  }

  /** Presses a button under one of the bot's messages, by its words. `id`: of the query, for whoever asks whether it was heard. */
  async press(messageId: string, title: string): Promise<Sent> {
    const message = this.#find(messageId)
    const button = message.buttons.flat().find(({ text }) => text === title)
    if (button?.callback_data === undefined) throw new Error(`There is no button ${title}.`)

    const id = `2${String(randomInt(1e14)).padStart(17, '0')}`
    this.#world.spinning.set(id, 'waiting')
    const query = {
      id,
      from: presentPerson(this.#chat.person),
      message: presentMessage(message, this.#chat, this.#bot),
      chat_instance: '-8130045512344321',
      data: button.callback_data,
    }
    return { id, status: await this.#updates.tell('callback_query', query) }
  }

  /** Reacts to a message; null takes the reaction back. */
  async react(messageId: string, emoji: string | null): Promise<Sent> {
    const message = this.#find(messageId)
    const before = message.customerReaction
    message.customerReaction = emoji
    const shown = (one: string | null): readonly JsonObject[] => (one === null ? [] : [{ type: 'emoji', emoji: one }])
    const status = await this.#updates.tell('message_reaction', {
      chat: presentChat(this.#chat.person),
      message_id: message.id,
      user: presentPerson(this.#chat.person),
      date: Math.floor(this.#world.clock.now() / 1000),
      old_reaction: shown(before),
      new_reaction: shown(emoji),
    })
    return { id: messageId, status }
  }

  block(): Promise<number | null> {
    return this.#let(false)
  }

  unblock(): Promise<number | null> {
    return this.#let(true)
  }

  #let(isLetIn: boolean): Promise<number | null> {
    const [before, after] = isLetIn ? ['kicked', 'member'] : ['member', 'kicked']
    this.#chat.person.hasBlocked = !isLetIn
    const user = presentBot(this.#bot)
    return this.#updates.tell('my_chat_member', {
      chat: presentChat(this.#chat.person),
      from: presentPerson(this.#chat.person),
      date: Math.floor(this.#world.clock.now() / 1000),
      old_chat_member: { user, status: before },
      new_chat_member: { user, status: after, ...(!isLetIn && { until_date: 0 }) },
    })
  }

  async #tell(kind: string, message: ChatMessage, more: JsonObject = {}): Promise<Sent> {
    const shown = { ...presentMessage(message, this.#chat, this.#bot), ...more }
    return { id: String(message.id), status: await this.#updates.tell(kind, shown) }
  }

  #find(messageId: string): ChatMessage {
    const message = this.#chat.messages.find(({ id }) => id === Number(messageId))
    if (message === undefined) throw new Error(`There is no message ${messageId}.`)
    return message
  }
}

function captionOf(caption: string | undefined): JsonObject {
  return caption === undefined ? {} : { caption }
}
