import { createHmac, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { attachment, type SessionRequest, sessionResponse, type VisitorEvent, type VisitorPost } from '@fairlead/sdk'
import type { Line } from './dialogue.ts'
import { type Door, readSample } from './door.ts'
import { readEventStream } from './event-stream.ts'
import type { Pace } from './pace.ts'
import type { Customer } from './people.ts'
import type { Random } from './random.ts'
import { utter } from './script.ts'
import type { Turnstile } from './turnstile.ts'

export type WebchatEntrance = Readonly<{
  /** For example `http://127.0.0.1:3000/webchat/<channel id>`. */
  url: string
  identitySecret: string
  sessions: Turnstile
  messages: Turnstile
  signal: AbortSignal
}>

const staysForStarsSeconds = 30
// Who stays for the question was content.
const stars = ['5', '5', '4', '5', '3', '4'] as const

/** Opens the chat on the shop's page: as a customer who is logged in there, or, with null, as somebody unknown. */
export async function openWebchat(
  entrance: WebchatEntrance,
  customer: Pick<Customer, 'userId' | 'name' | 'email'> | null,
  locale = 'en',
): Promise<Door> {
  await entrance.sessions.pass(entrance.signal)
  const request: SessionRequest = {
    identity: customer && {
      userId: customer.userId,
      hash: createHmac('sha256', entrance.identitySecret).update(customer.userId).digest('hex'),
      name: customer.name,
      email: customer.email,
    },
    locale,
    pageUrl: 'https://harbour-outfitters.example/',
  }
  const response = await send(`${entrance.url}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
    signal: entrance.signal,
  })
  const { visitorToken, cursor } = sessionResponse.parse(await response.json())
  return new Visit(entrance, visitorToken, cursor)
}

class Visit implements Door {
  readonly #entrance: WebchatEntrance
  readonly #headers: Readonly<Record<string, string>>
  readonly #left = new AbortController()
  readonly #signal: AbortSignal
  readonly #answers = new Set<string>()
  readonly #following: Promise<void>
  #cursor: number
  #isAskedForStars = false

  constructor(entrance: WebchatEntrance, visitorToken: string, cursor: number) {
    this.#entrance = entrance
    this.#headers = { authorization: `Bearer ${visitorToken}` }
    this.#cursor = cursor
    this.#signal = AbortSignal.any([entrance.signal, this.#left.signal])
    this.#following = this.#follow()
  }

  async say(line: Line, random: Random): Promise<void> {
    const picture = typeof line === 'object' && 'picture' in line ? await this.#upload(`${line.picture}.jpg`) : null
    const post: VisitorPost = {
      clientId: randomUUID(),
      text: utter(line, random),
      attachmentIds: picture === null ? [] : [picture],
    }
    await this.#entrance.messages.pass(this.#signal)
    await this.#ask('/messages', { method: 'POST', json: post })
  }

  countAnswers(): number {
    return this.#answers.size
  }

  // The chat on the page knows no reactions, but asks for stars soon after somebody has closed the conversation.
  async like(random: Random, pace: Pace): Promise<void> {
    for (let waited = 0; waited < staysForStarsSeconds; waited += 1) {
      if (this.#isAskedForStars) {
        await pace.wait(random.between(2, 4))
        return this.say(random.pick(stars), random)
      }
      await pace.wait(1)
    }
  }

  async leave(): Promise<void> {
    this.#left.abort()
    await this.#following
  }

  async #upload(name: string): Promise<string> {
    const form = new FormData()
    form.set('file', new File([await readSample(name)], name, { type: 'image/jpeg' }))
    const response = await this.#ask('/attachments', { method: 'POST', body: form })
    return attachment.parse(await response.json()).id
  }

  async #follow(): Promise<void> {
    while (!this.#signal.aborted) {
      try {
        const { body } = await this.#ask(`/events?after=${this.#cursor}`, {})
        for await (const { id, data } of readEventStream(body)) {
          const event: VisitorEvent = JSON.parse(data)
          await this.#hear(event)
          this.#cursor = Number(id)
        }
      } catch {
        // A stream that broke is opened again below, as a browser would do.
      }
      await sleep(1000, undefined, { signal: this.#signal }).catch(() => undefined)
    }
  }

  async #hear(event: VisitorEvent): Promise<void> {
    if (event.type !== 'message') return
    const { author, text } = event.message
    if (author.type === 'system' && /\bstars?\b/.test(text)) this.#isAskedForStars = true
    if (author.type !== 'member') return
    if (this.#answers.has(event.message.id)) return
    this.#answers.add(event.message.id)
    await this.#ask('/read', { method: 'PUT' })
  }

  #ask(path: string, { json, ...init }: RequestInit & { json?: unknown }): Promise<Response> {
    const type = json === undefined ? {} : { 'content-type': 'application/json' }
    return send(`${this.#entrance.url}${path}`, {
      ...init,
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      headers: { ...this.#headers, ...type },
      signal: this.#signal,
    })
  }
}

async function send(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init)
  if (!response.ok) throw new Error(`${init.method ?? 'GET'} ${url} was answered ${response.status}`)
  return response
}
