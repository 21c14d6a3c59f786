import { randomBytes } from 'node:crypto'
import type { Clock } from '../desk/clock.ts'

/** A number or short code of the business. */
export type OwnNumber = {
  readonly number: string
  readonly sid: string
  friendlyName: string
  /** Sends and receives as one of this service, whose webhook then stands for the number's. */
  messagingServiceSid: string | null
  webhookUrl: string | null
  takesText: boolean
}

export type Person = {
  readonly number: string
  /** Whoever cannot be reached gets nothing: `undelivered` 30003; whoever blocks the number, 30004. */
  isReachable: boolean
  isBlocking: boolean
  /** No phone that takes messages: refused with 21614. */
  isLandline: boolean
}

export type Medium = Readonly<{ sid: string; type: string; bytes: Uint8Array }>

export type ChatMessage = {
  readonly id: string
  readonly direction: 'in' | 'out'
  /** `twilio`: its own answer to the words of stopping, or what our webhook's answer was taken for. */
  readonly author: 'customer' | 'product' | 'twilio'
  readonly at: number
  readonly type: 'sms' | 'mms'
  readonly text: string
  readonly segments: number
  readonly media: Medium[]
  readonly messagingServiceSid: string | null
  /** Null: nobody wants to know. */
  readonly statusCallback: string | null
  readonly statuses: string[]
  error: number | null
  isDeleted: boolean
}

export type Chat = {
  readonly own: OwnNumber
  readonly person: Person
  readonly messages: ChatMessage[]
  hasOptedOut: boolean
}

/** Everything the provider knows: numbers, people and what they wrote to each other. */
export class World {
  readonly clock: Clock
  readonly numbers = new Map<string, OwnNumber>()
  readonly #people = new Map<string, Person>()
  readonly #chats = new Map<string, Chat>()

  constructor(clock: Clock) {
    this.clock = clock
  }

  addNumber(number: string, about: Partial<OwnNumber> = {}): OwnNumber {
    const known = this.numbers.get(number)
    const own = known ?? {
      number,
      sid: newSid('PN'),
      friendlyName: number,
      messagingServiceSid: null,
      webhookUrl: null,
      takesText: true,
    }
    this.numbers.set(number, own)
    return Object.assign(own, about)
  }

  person(number: string): Person {
    const known = this.#people.get(number)
    const person = known ?? { number, isReachable: true, isBlocking: false, isLandline: false }
    this.#people.set(number, person)
    return person
  }

  chat(own: OwnNumber, person: Person): Chat {
    const key = `${own.number} ${person.number}`
    const chat = this.#chats.get(key) ?? { own, person, messages: [], hasOptedOut: false }
    this.#chats.set(key, chat)
    return chat
  }

  chats(): readonly Chat[] {
    return [...this.#chats.values()]
  }

  pool(messagingServiceSid: string): readonly OwnNumber[] {
    return [...this.numbers.values()].filter((own) => own.messagingServiceSid === messagingServiceSid)
  }

  message(sid: string): Readonly<{ chat: Chat; message: ChatMessage }> | null {
    for (const chat of this.chats()) {
      const message = chat.messages.find(({ id }) => id === sid)
      if (message !== undefined) return { chat, message }
    }
    return null
  }
}

export function newSid(prefix: string): string {
  return `${prefix}${randomBytes(16).toString('hex')}`
}

type Written = Pick<ChatMessage, 'direction' | 'author' | 'at' | 'text' | 'segments'> &
  Partial<Pick<ChatMessage, 'media' | 'messagingServiceSid' | 'statusCallback'>>

export function newMessage({ media = [], ...written }: Written, isMultimedia = media.length > 0): ChatMessage {
  return {
    messagingServiceSid: null,
    statusCallback: null,
    ...written,
    media,
    id: newSid(isMultimedia ? 'MM' : 'SM'),
    type: isMultimedia ? 'mms' : 'sms',
    statuses: [],
    error: null,
    isDeleted: false,
  }
}
