import { smsSegments } from '@fairlead/sdk'
import type { Sent } from '../desk/webhooks.ts'
import type { Fields, Notices } from './notices.ts'
import { type Chat, newMessage, newSid, type World } from './world.ts'

export type Profile = Readonly<{ isReachable?: boolean; isBlocking?: boolean; isLandline?: boolean }>

export type File = Readonly<{ bytes: Uint8Array; type: string }>

const stopWords = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT']
const startWords = ['START', 'YES', 'UNSTOP']
const helpWords = ['HELP', 'INFO']

/** Somebody with a phone, who writes to one of the business's numbers. */
export class Customer {
  readonly #chat: Chat
  readonly #world: World
  readonly #notices: Notices
  readonly #baseUrl: string

  constructor(chat: Chat, provider: Readonly<{ world: World; notices: Notices; baseUrl: string }>) {
    this.#chat = chat
    this.#world = provider.world
    this.#notices = provider.notices
    this.#baseUrl = provider.baseUrl
  }

  sendText(text: string): Promise<Sent> {
    return this.#send(text, [])
  }

  /** A multimedia message. */
  sendMedia(files: readonly File[], text = ''): Promise<Sent> {
    return this.#send(text, files)
  }

  /** Says the word that stops everything; Twilio answers it, and takes nothing more for this person. */
  optOut(word = 'STOP'): Promise<Sent> {
    return this.#send(word, [])
  }

  optIn(word = 'START'): Promise<Sent> {
    return this.#send(word, [])
  }

  /** Anything, with these fields beside the usual ones or in place of them. */
  sendRaw(fields: Fields): Promise<Sent> {
    return this.#send(fields.Body ?? '', [], fields)
  }

  async #send(text: string, files: readonly File[], more: Fields = {}): Promise<Sent> {
    const { segments } = smsSegments(text)
    const media = files.map((file) => ({ sid: newSid('ME'), ...file }))
    const about = { direction: 'in', author: 'customer', at: this.#world.clock.now() } as const
    const message = newMessage({ ...about, text, segments, media })
    this.#chat.messages.push(message)

    const keyword = this.#heed(text)
    const { own, person } = this.#chat
    const service = own.messagingServiceSid
    const fields: Fields = {
      ...this.#places(),
      SmsMessageSid: message.id,
      NumMedia: String(files.length),
      SmsSid: message.id,
      SmsStatus: 'received',
      Body: text,
      ...(service !== null && { MessagingServiceSid: service }),
      // Only services have words of their own, and say which they heard.
      ...(service !== null && keyword !== null && { OptOutType: keyword }),
      NumSegments: String(segments),
      MessageSid: message.id,
      From: person.number,
      To: own.number,
      ...this.#mediaFields(message.id, media),
      ...more,
    }
    return { id: message.id, status: await this.#notices.tellMessage(this.#chat, fields) }
  }

  // Twilio answers by itself, before anybody else hears of it.
  #heed(text: string): 'STOP' | 'START' | 'HELP' | null {
    const word = text.trim().toUpperCase()
    const hadOptedOut = this.#chat.hasOptedOut
    if (stopWords.includes(word)) {
      this.#chat.hasOptedOut = true
      if (!hadOptedOut) this.#answer('You have successfully been unsubscribed. Reply START to resubscribe.')
      return 'STOP'
    }
    if (startWords.includes(word)) {
      this.#chat.hasOptedOut = false
      if (hadOptedOut) this.#answer('You have successfully been re-subscribed. Reply STOP to unsubscribe.')
      return 'START'
    }
    if (!helpWords.includes(word)) return null
    this.#answer('Reply STOP to unsubscribe. Msg&Data Rates May Apply.')
    return 'HELP'
  }

  #answer(text: string): void {
    const about = { direction: 'out', author: 'twilio', at: this.#world.clock.now(), segments: 1 } as const
    this.#chat.messages.push(newMessage({ ...about, text }))
  }

  #places(): Fields {
    const from = { FromCountry: 'US', FromState: 'OR', FromCity: 'PORTLAND', FromZip: '97201' }
    return { ToCountry: 'US', ToState: 'WA', ToCity: 'SEATTLE', ToZip: '98101', ...from }
  }

  #mediaFields(messageSid: string, media: readonly Readonly<{ sid: string; type: string }>[]): Fields {
    return Object.fromEntries(
      media.flatMap(({ sid, type }, index) => [
        [`MediaContentType${index}`, type],
        [`MediaUrl${index}`, `${this.#baseUrl}/Messages/${messageSid}/Media/${sid}`],
      ]),
    )
  }
}
