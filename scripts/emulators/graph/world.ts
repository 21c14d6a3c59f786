import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../desk/clock.ts'

export type BusinessNumber = {
  readonly id: string
  readonly businessAccountId: string
  readonly displayPhoneNumber: string
  webhookUrl: string | null
}

export type Person = {
  readonly waId: string | null
  userId: string | null
  name: string | null
  username: string | null
  /** Webhooks leave the number out, as they do for people with a username. */
  hidesNumber: boolean
  /** Whoever blocks us or is not on WhatsApp gets nothing: `failed` 131026. */
  isReachable: boolean
}

export type ChatMessage = {
  readonly id: string
  readonly direction: 'in' | 'out'
  readonly at: number
  readonly type: string
  /** The object under the type's name, as it was sent. */
  readonly content: unknown
  /** What a person would read. */
  text: string
  readonly replyTo: string | null
  readonly callbackData: string | null
  readonly statuses: string[]
  error: number | null
  customerReaction: string | null
  isReadByBusiness: boolean
  isDeleted: boolean
}

export type Chat = {
  readonly phoneNumberId: string
  readonly person: Person
  readonly messages: ChatMessage[]
  /** The customer's last message, which opens the window of 24 hours. */
  lastFromCustomerAt: number | null
}

const WINDOW_MS = 24 * 60 * 60 * 1000

/** Everything the provider knows: numbers, people and what they wrote to each other. */
export class World {
  readonly clock: Clock
  readonly numbers = new Map<string, BusinessNumber>()
  readonly #people = new Map<string, Person>()
  readonly #chats = new Map<string, Chat>()
  readonly #messages = new Map<string, ChatMessage>()

  constructor(clock: Clock) {
    this.clock = clock
  }

  /** The person with this number, made up when nobody has it. */
  person(waId: string): Person {
    return this.#people.get(waId) ?? this.#add({ ...stranger, waId, userId: userIdOf(waId) })
  }

  personByUserId(userId: string): Person {
    const known = [...this.#people.values()].find((person) => person.userId === userId)
    // Nobody can be written to by an id that was never given to us.
    return known ?? this.#add({ ...stranger, userId, isReachable: false })
  }

  chat(phoneNumberId: string, person: Person): Chat {
    const key = `${phoneNumberId} ${keyOf(person)}`
    const chat = this.#chats.get(key) ?? { phoneNumberId, person, messages: [], lastFromCustomerAt: null }
    this.#chats.set(key, chat)
    return chat
  }

  /** The chat with a number or user id, if there is one; looking makes none up. */
  findChat(phoneNumberId: string, address: string): Chat | null {
    const isTheirs = ({ waId, userId }: Person): boolean => waId === address || userId === address
    return this.chats().find((chat) => chat.phoneNumberId === phoneNumberId && isTheirs(chat.person)) ?? null
  }

  chats(): readonly Chat[] {
    return [...this.#chats.values()]
  }

  write(chat: Chat, message: ChatMessage): ChatMessage {
    chat.messages.push(message)
    this.#messages.set(`${chat.phoneNumberId} ${message.id}`, message)
    return message
  }

  message(phoneNumberId: string, messageId: string): ChatMessage | null {
    return this.#messages.get(`${phoneNumberId} ${messageId}`) ?? null
  }

  isWindowOpen({ lastFromCustomerAt }: Chat): boolean {
    return lastFromCustomerAt !== null && this.clock.now() - lastFromCustomerAt < WINDOW_MS
  }

  #add(person: Person): Person {
    this.#people.set(keyOf(person), person)
    return person
  }
}

const stranger = { waId: null, userId: null, name: null, username: null, hidesNumber: false, isReachable: true }

function keyOf({ waId, userId }: Person): string {
  return waId ?? userId ?? ''
}

type Written = Pick<ChatMessage, 'id' | 'direction' | 'at' | 'type' | 'content' | 'text'> &
  Partial<Pick<ChatMessage, 'replyTo' | 'callbackData'>>

export function newMessage(written: Written): ChatMessage {
  return {
    replyTo: null,
    callbackData: null,
    ...written,
    statuses: [],
    error: null,
    customerReaction: null,
    isReadByBusiness: false,
    isDeleted: false,
  }
}

export function newMessageId(): string {
  return `wamid.${randomBytes(34).toString('base64')}`
}

function userIdOf(waId: string): string {
  return `GB.${BigInt(`0x${createHash('sha256').update(waId).digest('hex').slice(0, 14)}`)}`
}
