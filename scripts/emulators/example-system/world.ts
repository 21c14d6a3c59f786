import type { Clock } from '../desk/clock.ts'

export type Person = {
  readonly address: string
  name: string | null
  email: string | null
  phone: string | null
  /** Whoever has blocked us gets nothing. */
  isReachable: boolean
}

export type ChatMessage = {
  readonly id: string
  /** Fairlead's id, of what came from there. */
  readonly messageId: string | null
  readonly direction: 'in' | 'out'
  readonly at: number
  readonly type: string
  text: string
  readonly replyTo: string | null
  readonly attachments: readonly Readonly<{ name: string; type: string; size: number }>[]
  readonly choices: readonly string[]
  readonly statuses: string[]
  readonly error: null
  isDeleted: boolean
}

export type Chat = {
  readonly person: Person
  readonly messages: ChatMessage[]
  /** When an agent was last seen writing. */
  typedAt: number | null
}

export type ChatView = Readonly<{
  address: string
  name: string | null
  messages: readonly ChatMessage[]
  typedAt: number | null
}>

export type StoredFile = Readonly<{ name: string; type: string; bytes: Uint8Array }>

/** The system's own database: people, what was written, files, and what was asked of it already. */
export class World {
  readonly clock: Clock
  readonly files = new Map<string, StoredFile>()
  /** What a message was taken as, by its idempotency key. */
  readonly taken = new Map<string, ChatMessage>()
  readonly #chats = new Map<string, Chat>()
  #count = 0

  constructor(clock: Clock) {
    this.clock = clock
  }

  chatWith(address: string): Chat {
    const known = this.#chats.get(address)
    if (known !== undefined) return known
    const chat = {
      person: { address, name: null, email: null, phone: null, isReachable: true },
      messages: [],
      typedAt: null,
    }
    this.#chats.set(address, chat)
    return chat
  }

  find(address: string): Chat | null {
    return this.#chats.get(address) ?? null
  }

  chats(): readonly Chat[] {
    return [...this.#chats.values()]
  }

  write(
    chat: Chat,
    message: Pick<ChatMessage, 'direction' | 'type' | 'text'> & Partial<Omit<ChatMessage, 'id' | 'at' | 'statuses'>>,
  ): ChatMessage {
    const nothing = { messageId: null, replyTo: null, attachments: [], choices: [], error: null, isDeleted: false }
    const written = { ...nothing, ...message, id: this.newId('m'), at: this.clock.now(), statuses: [] }
    chat.messages.push(written)
    return written
  }

  /** What they wrote, up to and with that message, was read by an agent. */
  markRead({ messages }: Chat, id: string): void {
    const last = messages.findIndex((message) => message.id === id)
    for (const message of messages.slice(0, last + 1)) {
      if (message.direction === 'in' && !message.statuses.includes('read')) message.statuses.push('read')
    }
  }

  newId(kind: string): string {
    this.#count += 1
    return `${kind}-${this.clock.now().toString(36)}-${this.#count}`
  }
}

export function chatView(chat: Chat | null, address: string): ChatView {
  return {
    address,
    name: chat?.person.name ?? null,
    messages: structuredClone(chat?.messages ?? []),
    typedAt: chat?.typedAt ?? null,
  }
}
