import { createHash } from 'node:crypto'
import type { Clock } from '../desk/clock.ts'

export type Account = Readonly<{ businessId: string; username: string; displayName: string }>

export type Person = { readonly userId: string; username: string }

export type ChatMessage = {
  readonly id: string
  readonly direction: 'in' | 'out'
  readonly at: number
  readonly type: string
  /** What a person would read. */
  readonly text: string
  readonly replyTo: string | null
  /** `sent`, `read`. */
  readonly statuses: string[]
  readonly error: null
}

export type Chat = {
  readonly conversationId: string
  readonly person: Person
  readonly messages: ChatMessage[]
  /** `TYPING` and `MARK_READ`, as the product told them. */
  readonly actions: string[]
  lastFromCustomerAt: number | null
  /** How many the business has sent since. */
  sentSince: number
}

export type ChatView = Readonly<{
  conversationId: string
  userId: string | null
  username: string | null
  messages: readonly ChatMessage[]
  actions: readonly string[]
}>

const windowMs = 48 * 60 * 60_000
const mostUnanswered = 10

/** Everything the provider knows of one account: people and what was written in their conversations. */
export class World {
  readonly clock: Clock
  readonly account: Account
  readonly #chats = new Map<string, Chat>()
  #messageCount = 0n

  constructor(clock: Clock, account: Account) {
    this.clock = clock
    this.account = account
  }

  /** The conversation with this person, made up when nobody has that id. */
  chatWith(userId: string): Chat {
    const conversationId = conversationIdOf(userId)
    const known = this.#chats.get(conversationId)
    if (known !== undefined) return known
    const person = { userId, username: `user.${userId.slice(-6)}` }
    const chat = { conversationId, person, messages: [], actions: [], lastFromCustomerAt: null, sentSince: 0 }
    this.#chats.set(conversationId, chat)
    return chat
  }

  find(conversationId: string): Chat | null {
    return this.#chats.get(conversationId) ?? null
  }

  chats(): readonly Chat[] {
    return [...this.#chats.values()]
  }

  write(chat: Chat, message: Pick<ChatMessage, 'id' | 'direction' | 'type' | 'text' | 'replyTo'>): ChatMessage {
    const written: ChatMessage = { ...message, at: this.clock.now(), statuses: [], error: null }
    chat.messages.push(written)
    if (message.direction === 'in') {
      chat.lastFromCustomerAt = written.at
      chat.sentSince = 0
    } else chat.sentSince += 1
    return written
  }

  /** Whether the business may write; else why not. */
  refusalIn({ lastFromCustomerAt, sentSince }: Chat): string | null {
    if (lastFromCustomerAt === null || this.clock.now() - lastFromCustomerAt >= windowMs) {
      return 'Outside of the 48-hour messaging window'
    }
    return sentSince >= mostUnanswered ? 'The limit of 10 messages until the user replies has been reached' : null
  }

  /** Nineteen digits: more than a number can hold. */
  newMessageId(): string {
    this.#messageCount += 1n
    return String(7_439_000_000_000_000_000n + BigInt(this.clock.now()) * 1000n + this.#messageCount)
  }
}

export function chatView(chat: Chat | null, conversationId: string): ChatView {
  return {
    conversationId,
    userId: chat?.person.userId ?? null,
    username: chat?.person.username ?? null,
    messages: structuredClone(chat?.messages ?? []),
    actions: [...(chat?.actions ?? [])],
  }
}

/** With `+`, `/` and `=` in it, so that whoever puts it into an address unescaped goes wrong. */
function conversationIdOf(userId: string): string {
  return `${createHash('sha256').update(userId).digest('base64').slice(0, 18)}+/==`
}
