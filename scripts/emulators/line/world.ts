import { createHash, randomBytes, randomInt } from 'node:crypto'
import type { Clock } from '../desk/clock.ts'
import type { JsonObject } from '../desk/json.ts'

export type Person = {
  readonly userId: string
  name: string
  language: string | null
  hasPicture: boolean
  isFriend: boolean
  /** Whoever blocks the account gets nothing, and LINE tells nobody but by `unfollow`. */
  isBlocking: boolean
}

export type Content = Readonly<{ type: string; bytes: Uint8Array; readyAt: number }>

export type ChatMessage = {
  readonly id: string
  readonly direction: 'in' | 'out'
  readonly at: number
  readonly type: string
  /** The bubble as it was sent. */
  readonly bubble: JsonObject
  /** What a person would read. */
  readonly text: string
  readonly quoteToken: string
  readonly replyTo: string | null
  /** The key it was pushed under. */
  readonly retryKey: string | null
  readonly content: Content | null
  readonly statuses: string[]
  /** Why it cannot be shown, though it was taken. */
  error: string | null
  isReadByBusiness: boolean
  isDeleted: boolean
}

export type Chat = { readonly person: Person; readonly messages: ChatMessage[] }

type Accepted = Readonly<{ requestId: string; sentMessages: readonly object[]; until: number }>

const keptMs = 24 * 60 * 60 * 1000

/** Everything the provider knows: people, what they wrote to the account, and what was pushed under which key. */
export class World {
  readonly clock: Clock
  readonly #chats = new Map<string, Chat>()
  readonly #accepted = new Map<string, Accepted>()

  constructor(clock: Clock) {
    this.clock = clock
  }

  /** The chat with this person, made up when nobody is called so. */
  chat(userId: string): Chat {
    const stranger = { name: 'Haruka', language: 'ja', hasPicture: true, isFriend: true, isBlocking: false }
    const chat = this.#chats.get(userId) ?? { person: { userId, ...stranger }, messages: [] }
    this.#chats.set(userId, chat)
    return chat
  }

  /** Looking makes nobody up: whoever never wrote cannot be written to. */
  findChat(userId: string): Chat | null {
    return this.#chats.get(userId) ?? null
  }

  chats(): readonly Chat[] {
    return [...this.#chats.values()]
  }

  message(id: string): Readonly<{ chat: Chat; message: ChatMessage }> | null {
    return this.#find((message) => message.id === id)
  }

  quoted(quoteToken: string): ChatMessage | null {
    return this.#find((message) => message.quoteToken === quoteToken)?.message ?? null
  }

  accept(retryKey: string, accepted: Omit<Accepted, 'until'>): void {
    this.#accepted.set(retryKey, { ...accepted, until: this.clock.now() + keptMs })
  }

  accepted(retryKey: string): Accepted | null {
    const accepted = this.#accepted.get(retryKey)
    return accepted !== undefined && accepted.until > this.clock.now() ? accepted : null
  }

  #find(isWanted: (message: ChatMessage) => boolean): Readonly<{ chat: Chat; message: ChatMessage }> | null {
    for (const chat of this.chats()) {
      const message = chat.messages.find(isWanted)
      if (message !== undefined) return { chat, message }
    }
    return null
  }
}

type Written = Pick<ChatMessage, 'direction' | 'at' | 'type' | 'bubble' | 'text'> &
  Partial<Pick<ChatMessage, 'replyTo' | 'retryKey' | 'content'>>

export function newMessage(written: Written): ChatMessage {
  return {
    ...{ replyTo: null, retryKey: null, content: null },
    ...written,
    // Longer than any number in JSON is exact.
    id: `5321${Array.from({ length: 14 }, () => randomInt(10)).join('')}`,
    quoteToken: randomBytes(16).toString('base64url'),
    statuses: [],
    error: null,
    isReadByBusiness: false,
    isDeleted: false,
  }
}

/** The token by which a message is marked as read. */
export function readTokenOf({ id }: Pick<ChatMessage, 'id'>): string {
  return createHash('sha256').update(`read ${id}`).digest('base64url')
}

/** `Ua1b2…`: an id of LINE's, always the same for the same name. */
export function userIdOf(name: string): string {
  return `U${createHash('sha256').update(name).digest('hex').slice(0, 32)}`
}
