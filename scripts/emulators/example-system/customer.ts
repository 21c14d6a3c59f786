import type { ApiEvent } from '@fairlead/sdk'
import type { Attempt, Sent } from '../desk/webhooks.ts'
import { contactOf, type Notices } from './notices.ts'
import type { Chat, ChatMessage, World } from './world.ts'

type Message = Extract<ApiEvent, { type: 'message' }>

export type SendOptions = Partial<Pick<Message, 'replyTo' | 'content' | 'kind' | 'isAutomatic'>>

type System = Readonly<{ world: World; notices: Notices; baseUrl: string }>

/** Somebody who uses the other system, and does not know of Fairlead. */
export class Customer {
  readonly #chat: Chat
  readonly #system: System

  constructor(chat: Chat, system: System) {
    this.#chat = chat
    this.#system = system
  }

  sendText(text: string, options: SendOptions = {}): Promise<Sent> {
    return this.#send({ text, ...options })
  }

  /** The file stays in the system, and Fairlead fetches it by its address. */
  sendFile(
    file: Readonly<{ name: string; type: string; bytes: Uint8Array; isVoice?: boolean }>,
    text = '',
  ): Promise<Sent> {
    const { world, baseUrl } = this.#system
    const { name, type, bytes, isVoice = false } = file
    const id = world.newId('f')
    world.files.set(id, { name, type, bytes })
    return this.#send({ text, attachments: [{ url: `${baseUrl}/files/${id}`, name, type, isVoice }] })
  }

  react(id: string, emoji: string | null): Promise<Attempt> {
    return this.#tell({ type: 'reaction', id, contact: contactOf(this.#chat.person), emoji })
  }

  edit(id: string, text: string): Promise<Attempt> {
    const message = this.#find(id)
    if (message) message.text = text
    return this.#tell({ type: 'edit', id, text })
  }

  remove(id: string, mustErase = false): Promise<Attempt> {
    const message = this.#find(id)
    if (message) message.isDeleted = true
    return this.#tell({ type: 'deletion', id, mustErase })
  }

  block(isBlocked = true): Promise<Attempt> {
    this.#chat.person.isReachable = !isBlocked
    const standing = isBlocked ? 'blocked' : 'unblocked'
    return this.#tell({ type: 'standing', contact: contactOf(this.#chat.person), standing })
  }

  /** What the business writes to this person in the other system. */
  async receiveElsewhere(text: string): Promise<Sent> {
    const message = this.#system.world.write(this.#chat, { direction: 'out', type: 'text', text })
    return this.#post(message, { author: 'member', text })
  }

  async #send(message: Partial<Message>): Promise<Sent> {
    const { text = '', attachments = [], replyTo = null } = message
    const type = attachments.length > 0 ? 'file' : 'text'
    const written = this.#system.world.write(this.#chat, { direction: 'in', type, text, replyTo })
    return this.#post(written, message)
  }

  async #post({ id }: ChatMessage, message: Partial<Message>): Promise<Sent> {
    const event = { type: 'message', id, contact: contactOf(this.#chat.person), ...message } as const
    return { id, status: (await this.#tell(event)).status }
  }

  #tell(event: ApiEvent): Promise<Attempt> {
    return this.#system.notices.post({ ...event, at: this.#system.notices.now() })
  }

  #find(id: string): ChatMessage | undefined {
    return this.#chat.messages.find((message) => message.id === id)
  }
}
