import { randomBytes } from 'node:crypto'
import type { Clock } from '../desk/clock.ts'
import type { Entity } from './html.ts'

export type Person = {
  readonly id: number
  firstName: string
  lastName: string | null
  username: string | null
  languageCode: string | null
  /** Nobody can be written to who has not pressed Start. */
  hasStarted: boolean
  hasBlocked: boolean
  isDeactivated: boolean
  /** The newest picture of theirs that bots may see. */
  photo: StoredFile | null
}

export type Button = Readonly<{ text: string; callback_data?: string; url?: string }>

export type ChatMessage = {
  readonly id: number
  readonly direction: 'in' | 'out'
  /** Seconds, as the provider counts. */
  readonly date: number
  readonly at: number
  /** The key that says what it is: `text`, `photo`. */
  readonly type: string
  /** The message as the provider shows it to the bot, without who wrote it where. */
  content: Readonly<Record<string, unknown>>
  /** What a person would read. */
  text: string
  entities: readonly Entity[]
  readonly replyTo: number | null
  readonly buttons: readonly (readonly Button[])[]
  readonly file: Readonly<{ name: string; type: string; size: number }> | null
  customerReaction: string | null
  readonly statuses: readonly string[]
  readonly error: null
}

export type Chat = { readonly person: Person; readonly messages: ChatMessage[]; action: string | null }

export type StoredFile = Readonly<{
  id: string
  uniqueId: string
  path: string
  type: string
  name: string | null
  bytes: Uint8Array
}>

const HOUR_MS = 60 * 60 * 1000

/** Everything the provider knows: people, what they and the bot wrote to each other, and files. */
export class World {
  readonly clock: Clock
  readonly #chats = new Map<number, Chat>()
  readonly #files = new Map<string, StoredFile>()
  readonly #located = new Map<string, number>()
  /** Queries of buttons that spin, and those that were told they were heard. */
  readonly spinning = new Map<string, 'waiting' | 'heard'>()

  constructor(clock: Clock) {
    this.clock = clock
  }

  /** The chat with a person, made up when nobody has the number. */
  chat(id: number): Chat {
    const known = this.#chats.get(id)
    if (known !== undefined) return known
    const chat = { person: { id, ...stranger }, messages: [], action: null }
    this.#chats.set(id, chat)
    return chat
  }

  findChat(id: number): Chat | null {
    return this.#chats.get(id) ?? null
  }

  chats(): readonly Chat[] {
    return [...this.#chats.values()]
  }

  /** Messages are numbered in each chat. */
  write(chat: Chat, message: Written): ChatMessage {
    const id = (chat.messages.at(-1)?.id ?? 0) + 1
    const at = message.at ?? this.clock.now()
    const written: ChatMessage = {
      ...{ entities: [], replyTo: null, buttons: [], file: null, customerReaction: null, statuses: [], error: null },
      ...message,
      ...{ id, at, date: Math.floor(at / 1000) },
    }
    chat.messages.push(written)
    return written
  }

  addFile(folder: string, file: Pick<StoredFile, 'type' | 'name' | 'bytes'>): StoredFile {
    const id = randomBytes(24).toString('base64url')
    const stored = {
      ...file,
      id,
      uniqueId: randomBytes(9).toString('base64url'),
      path: `${folder}/file_${this.#files.size}${extensionOf(file.type)}`,
    }
    this.#files.set(id, stored)
    return stored
  }

  file(id: string): StoredFile | null {
    return this.#files.get(id) ?? null
  }

  /** Its path leads to it for an hour from now. */
  locate(file: StoredFile): void {
    this.#located.set(file.path, this.clock.now() + HOUR_MS)
  }

  fileAt(path: string): StoredFile | null {
    const isLocated = (this.#located.get(path) ?? 0) > this.clock.now()
    return isLocated ? ([...this.#files.values()].find((file) => file.path === path) ?? null) : null
  }
}

type Written = Pick<ChatMessage, 'direction' | 'type' | 'content' | 'text'> &
  Partial<Pick<ChatMessage, 'entities' | 'replyTo' | 'buttons' | 'file' | 'at'>>

const stranger = {
  firstName: 'Somebody',
  lastName: null,
  username: null,
  languageCode: null,
  hasStarted: false,
  hasBlocked: false,
  isDeactivated: false,
  photo: null,
}

// Neither the name nor the type of a file is kept where it lies, only a hint.
function extensionOf(type: string): string {
  const extension = /^(?:image|video|audio)\/(jpeg|png|webp|mp4|webm|mpeg)$/.exec(type)?.[1]
  return extension === undefined ? '' : `.${extension === 'jpeg' ? 'jpg' : extension}`
}
