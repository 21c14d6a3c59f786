import { randomBytes } from 'node:crypto'
import type { Clock } from '../desk/clock.ts'

export type ProductName = 'messenger' | 'instagram'

/** The page, or the professional account and the page it is linked to. */
export type BusinessAccount = {
  readonly product: ProductName
  /** As webhooks name it. */
  readonly id: string
  /** Instagram's other id of itself, for this app alone. */
  readonly appScopedId: string
  readonly pageId: string
  readonly name: string
  readonly username: string
  /** The app was granted late answers. */
  readonly hasHumanAgent: boolean
  webhookUrl: string | null
  /** What is told; empty: not subscribed. */
  fields: readonly string[]
}

export type Person = {
  readonly id: string
  name: string | null
  username: string | null
  picture: string | null
  /** Why the profile is withheld: no consent (230), no permission (10), not to be had (100), a reviewer (9010). */
  withholds: number | null
  /** Whoever blocks us or left gets nothing: 551. */
  isReachable: boolean
}

/** `fileId` null: nothing to fetch, such as a heart. */
export type Attached = Readonly<{ type: string; fileId: string | null }>

export type ChatMessage = {
  readonly id: string
  readonly direction: 'in' | 'out'
  readonly at: number
  /** What a person would read. */
  text: string
  readonly attachments: readonly Attached[]
  /** As it was sent. */
  readonly content: unknown
  readonly replyTo: string | null
  readonly metadata: string | null
  /** RESPONSE, HUMAN_AGENT, or null where it was not said. */
  readonly sentAs: string | null
  state: 'sent' | 'delivered' | 'read'
  customerReaction: string | null
  businessReaction: string | null
  isDeleted: boolean
}

export type Chat = {
  readonly person: Person
  readonly messages: ChatMessage[]
  /** The customer's last doing, which opens the window. */
  lastFromCustomerAt: number | null
  isSeen: boolean
  isTyping: boolean
}

/** Everything the provider knows: one account, people, and what they wrote to each other. */
export class World {
  readonly clock: Clock
  readonly account: BusinessAccount
  readonly #chats = new Map<string, Chat>()

  constructor(clock: Clock, account: BusinessAccount) {
    this.clock = clock
    this.account = account
  }

  /** The chat with somebody, who is made up when there is no such person. */
  chatWith(personId: string): Chat {
    const known = this.#chats.get(personId)
    if (known !== undefined) return known

    const person = { id: personId, name: null, username: null, picture: null, withholds: null, isReachable: true }
    const chat = { person, messages: [], lastFromCustomerAt: null, isSeen: true, isTyping: false }
    this.#chats.set(personId, chat)
    return chat
  }

  find(personId: string): Chat | null {
    return this.#chats.get(personId) ?? null
  }

  chats(): readonly Chat[] {
    return [...this.#chats.values()]
  }

  message(chat: Chat, messageId: string): ChatMessage | null {
    return chat.messages.find(({ id }) => id === messageId) ?? null
  }

  /** How long ago the customer last did something, in milliseconds. */
  silence({ lastFromCustomerAt }: Chat): number {
    return lastFromCustomerAt === null ? Number.POSITIVE_INFINITY : this.clock.now() - lastFromCustomerAt
  }

  newMessageId(): string {
    return this.account.product === 'messenger'
      ? `m_${randomBytes(48).toString('base64url')}`
      : `aWdfZAG${randomBytes(108).toString('base64url')}ZD`
  }
}

type Written = Pick<ChatMessage, 'id' | 'direction' | 'at' | 'text' | 'content'> &
  Partial<Pick<ChatMessage, 'attachments' | 'replyTo' | 'metadata' | 'sentAs'>>

export function write(chat: Chat, written: Written): ChatMessage {
  const message: ChatMessage = {
    attachments: [],
    replyTo: null,
    metadata: null,
    sentAs: null,
    ...written,
    state: 'sent',
    customerReaction: null,
    businessReaction: null,
    isDeleted: false,
  }
  chat.messages.push(message)
  return message
}

export type ChatView = Readonly<{
  personId: string
  name: string | null
  isSeen: boolean
  isTyping: boolean
  messages: readonly ChatMessage[]
}>

export function chatView(chat: Chat | null, personId: string): ChatView {
  if (chat === null) return { personId, name: null, isSeen: true, isTyping: false, messages: [] }
  const { person, messages, isSeen, isTyping } = chat
  return { personId, name: person.name ?? person.username, isSeen, isTyping, messages: structuredClone(messages) }
}
