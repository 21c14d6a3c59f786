import type { Sent } from '../desk/webhooks.ts'
import type { Files } from './files.ts'
import type { Notices } from './notices.ts'
import { type Attached, type Chat, type ChatMessage, type World, write } from './world.ts'

export type Profile = Readonly<{
  name?: string | null
  username?: string | null
  /** Their picture, to be fetched by its address. */
  photo?: Uint8Array
  /** The error that a look-up of the profile is answered with. */
  withholds?: number | null
  isReachable?: boolean
}>

export type SendOptions = Readonly<{
  replyTo?: string
  /** When it was written, by the provider's clock, for messages that come late; now unless said otherwise. */
  at?: number
  /** More keys for the message, such as `referral`. */
  extra?: object
}>

export type FileOptions = SendOptions & Readonly<{ name?: string; type?: string }>

/** The page's own inbox, and Business Suite. */
const INBOX_APP = 26_390_203_743_090

/** Somebody who writes to the page, or to the account on Instagram. */
export class Customer {
  readonly #chat: Chat
  readonly #world: World
  readonly #files: Files
  readonly #notices: Notices

  constructor(chat: Chat, provider: Readonly<{ world: World; files: Files; notices: Notices }>) {
    this.#chat = chat
    this.#world = provider.world
    this.#files = provider.files
    this.#notices = provider.notices
  }

  get id(): string {
    return this.#chat.person.id
  }

  sendText(text: string, options: SendOptions = {}): Promise<Sent> {
    return this.sendRaw({ text }, options)
  }

  sendImage(bytes: Uint8Array, options: FileOptions = {}): Promise<Sent> {
    return this.sendFiles([{ kind: 'image', bytes, type: options.type ?? 'image/jpeg' }], options)
  }

  /** A voice note: what Messenger calls a clip, and Instagram nothing. */
  sendVoice(bytes: Uint8Array, options: FileOptions = {}): Promise<Sent> {
    const name = `audioclip-${this.#world.clock.now()}-${bytes.length}.mp4`
    return this.sendFiles([{ kind: 'audio', bytes, type: 'audio/mp4' }], { name, ...options })
  }

  sendDocument(bytes: Uint8Array, options: FileOptions = {}): Promise<Sent> {
    return this.sendFiles([{ kind: 'file', bytes, type: options.type ?? 'application/pdf' }], options)
  }

  /** Several files at once are one message. */
  sendFiles(
    given: readonly Readonly<{ kind: string; bytes: Uint8Array; type: string }>[],
    { name = 'file', type: _, ...options }: FileOptions = {},
  ): Promise<Sent> {
    const attachments = given.map((file): Attached => {
      const stored = this.#files.add({ ...file, name })
      return { type: file.kind, fileId: stored.id }
    })
    return this.sendRaw({ attachments: attachments.map((one) => this.#notices.attachment(one)) }, options, attachments)
  }

  sendSticker(bytes: Uint8Array, options: SendOptions = {}): Promise<Sent> {
    return this.sendFiles([{ kind: 'sticker', bytes, type: 'image/png' }], options)
  }

  /** A page, a post or a reel, under one of the types there are for it. */
  share(link: Readonly<{ url: string; title?: string }>, type = 'fallback', options: SendOptions = {}): Promise<Sent> {
    const { url, title } = link
    const named = title === undefined ? {} : { title }
    const attachment =
      type === 'fallback' ? { type, payload: null, url, ...named } : { type, payload: { url, ...named } }
    return this.sendRaw({ attachments: [attachment] }, options)
  }

  tapQuickReply({ title, payload }: Readonly<{ title: string; payload: string }>, options: SendOptions = {}) {
    return this.sendRaw({ text: title, quick_reply: { payload } }, options)
  }

  /** Answers a story of the account's. */
  answerStory(text: string, story: Readonly<{ id: string; url: string }>, options: SendOptions = {}): Promise<Sent> {
    return this.sendRaw({ text, reply_to: { story } }, options)
  }

  /** Names the account in a story of their own. */
  mentionInStory(bytes: Uint8Array, options: FileOptions = {}): Promise<Sent> {
    return this.sendFiles([{ kind: 'story_mention', bytes, type: options.type ?? 'image/jpeg' }], options)
  }

  /** A message with anything in it. */
  async sendRaw(content: object, options: SendOptions = {}, attachments: readonly Attached[] = []): Promise<Sent> {
    const message = this.#write(content, options, attachments)
    return {
      id: message.id,
      status: await this.#notices.post('message', this.#chat, bodyOf(message, options), message.at),
    }
  }

  /** A message that another app, which has the word, answers. */
  async writeToBot(text: string, options: SendOptions = {}): Promise<Sent> {
    const message = this.#write({ text }, options, [])
    return {
      id: message.id,
      status: await this.#notices.post('standby', this.#chat, bodyOf(message, options), message.at),
    }
  }

  /** Taps a button of a template, of the menu, or the first one. */
  async tapButton(button: Readonly<{ title: string; payload: string; referral?: object }>): Promise<Sent> {
    const message = this.#write({ text: button.title }, {}, [])
    const status = await this.#notices.post('postback', this.#chat, { postback: { mid: message.id, ...button } })
    return { id: message.id, status }
  }

  /** Comes by a link to a conversation that is there already, and writes nothing. */
  comeBy(referral: Readonly<{ ref: string; source?: string }>): Promise<number | null> {
    this.#act()
    const by = { source: 'SHORTLINK', type: 'OPEN_THREAD', ...referral }
    return this.#notices.post('referral', this.#chat, { referral: by })
  }

  /** Reacts to a message; null takes the reaction back. */
  react(messageId: string, emoji: string | null): Promise<number | null> {
    this.#act()
    const message = this.#world.message(this.#chat, messageId)
    if (message !== null) message.customerReaction = emoji
    const given = emoji === null ? { action: 'unreact' } : { action: 'react', reaction: 'other', emoji }
    return this.#notices.post('reaction', this.#chat, { reaction: { mid: messageId, ...given } })
  }

  edit(messageId: string, text: string): Promise<number | null> {
    const message = this.#world.message(this.#chat, messageId)
    if (message !== null) message.text = text
    return this.#notices.post('edit', this.#chat, { message_edit: { mid: messageId, text, num_edit: 1 } })
  }

  unsend(messageId: string): Promise<number | null> {
    const message = this.#world.message(this.#chat, messageId)
    if (message !== null) message.isDeleted = true
    return this.#notices.post('message', this.#chat, { message: { mid: messageId, is_deleted: true } })
  }

  /** Opens the conversation: everything the account sent was read. */
  async read(): Promise<number | null> {
    const last = this.#chat.messages.findLast(({ direction }) => direction === 'out')
    return last === undefined ? null : this.#notices.read(this.#chat, last)
  }

  /** What the business writes to this person in the provider's own inbox. */
  async receiveFromInbox(text: string): Promise<Sent> {
    const id = this.#world.newMessageId()
    const at = this.#world.clock.now()
    const message = write(this.#chat, { id, direction: 'out', at, text, content: { text } })
    return { id, status: await this.#notices.echo(this.#chat, message, INBOX_APP) }
  }

  #write(content: object, options: SendOptions, attachments: readonly Attached[]): ChatMessage {
    const { replyTo = null, at = this.#world.clock.now() } = options
    const text = 'text' in content && typeof content.text === 'string' ? content.text : ''
    this.#act(at)
    const id = this.#world.newMessageId()
    return write(this.#chat, { id, direction: 'in', at, text, content, attachments, replyTo })
  }

  /** Opens the window, and leaves something to be seen. */
  #act(at = this.#world.clock.now()): void {
    this.#chat.lastFromCustomerAt = Math.max(this.#chat.lastFromCustomerAt ?? 0, at)
    this.#chat.isSeen = false
  }
}

function bodyOf({ id, content, replyTo }: ChatMessage, { extra = {} }: SendOptions): object {
  const said = typeof content === 'object' ? content : {}
  return { message: { mid: id, ...said, ...(replyTo !== null && { reply_to: { mid: replyTo } }), ...extra } }
}
