import { setTimeout as sleep } from 'node:timers/promises'
import type { SessionResponse, VisitorEvent, VisitorMessage } from '@fairlead/sdk'
import type { Random } from '../../scripts/demo/random.ts'
import { count } from '../ledger.ts'
import { utter } from './words.ts'
import { customersOf, type World } from './world.ts'

const silentAfterMs = 8000

/** Somebody on a customer's page, with the widget open. */
export class Visitor {
  readonly name: string
  readonly #world: World
  readonly #random: Random
  readonly #address: string
  #session: SessionResponse | null = null
  #messages: readonly VisitorMessage[] = []
  #cursor = 0

  constructor(world: World, random: Random, index: number) {
    this.#world = world
    this.#random = random
    this.name = `visitor ${index}`
    this.#address = `198.51.100.${index}`
  }

  async come(): Promise<void> {
    this.#session = await this.#begin()
    this.#messages = this.#session.messages
    this.#cursor = this.#session.cursor
  }

  /** Writes one message after another; each is sent until it is taken. */
  async write(): Promise<void> {
    const { ledger, isOver } = this.#world
    for (let each = 0; !isOver(); each += 1) {
      await sleep(this.#random.between(300, 3000))
      const attachmentIds = this.#random.isLikely(0.2) ? await this.#upload(each) : []
      const clientId = `${this.name.replace(' ', '-')}-${each}-of-chaos`
      const text = utter(this.#random, `Hello ${each}`)
      const body = JSON.stringify({ clientId, text, attachmentIds })
      const answer = await this.#insist('messages', { body }, [201, 400, 404, 409, 413, 422])
      if (answer?.status === 201) {
        const { id } = (await answer.json()) as VisitorMessage
        ledger.posts.push({ messageId: id, clientId, visitor: this.name, text })
      }
      count(
        ledger,
        answer === null ? 'visitor, unanswered' : answer.status === 201 ? 'visitor writes' : 'visitor, refused',
      )
    }
  }

  /** Keeps what was said by the stream alone. */
  async follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const silence = new AbortController()
      const timer = setTimeout(() => silence.abort(), silentAfterMs)
      try {
        const response = await this.#world.fleet.fetch(this.#path(`events?after=${this.#cursor}`), {
          headers: this.#headers(),
          withinMs: null,
          isRepeatable: true,
          signal: AbortSignal.any([signal, silence.signal]),
        })
        let text = ''
        for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
          timer.refresh()
          const blocks = (text + chunk).split('\n\n')
          text = blocks.pop() ?? ''
          for (const block of blocks) this.#take(block)
        }
      } catch {
        // It goes on where it was.
      } finally {
        clearTimeout(timer)
      }
      if (!signal.aborted) await sleep(400)
    }
  }

  async compare(): Promise<readonly string[]> {
    const { messages } = await this.#begin()
    const kept = this.#messages.slice(-messages.length || this.#messages.length).map(essence)
    const afresh = messages.map(essence)
    const first = afresh.findIndex((each, index) => each !== kept[index])
    if (first < 0 && kept.length === afresh.length) return []
    return [`${this.name} sees ${kept[first] ?? `${kept.length} messages`} and not ${afresh[first] ?? afresh.length}`]
  }

  /** The bytes of a file as anybody with the conversation gets them. */
  async download(id: string): Promise<string | null> {
    const answer = await this.#insist(`attachments/${id}`, { method: 'GET' }, [200, 404])
    return answer?.status === 200 ? answer.text() : null
  }

  async #upload(each: number): Promise<string[]> {
    const { fleet, ledger } = this.#world
    const bytes = `${this.name}'s notes, page ${each}\n`.repeat(300)
    const form = new FormData()
    form.append('file', new File([bytes], 'notes.txt', { type: 'text/plain' }))
    const init = { method: 'POST', body: form, headers: this.#headers() }
    const answer = await fleet.fetch(this.#path('attachments'), init).catch(() => null)
    if (answer?.status !== 201) {
      await answer?.body?.cancel()
      count(ledger, `upload, ${answer?.status ?? 'unanswered'}`)
      return []
    }
    const { id } = (await answer.json()) as { id: string }
    ledger.uploads.push({ id, visitor: this.name, bytes })
    count(ledger, 'upload')
    return [id]
  }

  async #begin(): Promise<SessionResponse> {
    const body = JSON.stringify({ visitorToken: this.#session?.visitorToken ?? null, locale: 'en' })
    const answer = await this.#insist('session', { body }, [200])
    if (answer === null) throw new Error(`${this.name} is not let in`)
    return (await answer.json()) as SessionResponse
  }

  #take(block: string): void {
    const id = /^id: (\d+)$/m.exec(block)?.[1]
    const data = /^data: (.*)$/m.exec(block)?.[1]
    if (id !== undefined) this.#cursor = Number(id)
    if (data === undefined) return
    const event = JSON.parse(data) as VisitorEvent
    if (event.type !== 'message') return
    const before = this.#messages.find((message) => message.id === event.message.id)
    const message = { ...event.message, isRead: event.message.isRead || (before?.isRead ?? false) }
    this.#messages = before
      ? this.#messages.map((one) => (one === before ? message : one))
      : [...this.#messages, message].sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  #insist(path: string, init: RequestInit, good: readonly number[]): Promise<Response | null> {
    const headers = { ...this.#headers(), 'content-type': 'application/json' }
    return this.#world.fleet.insist(
      this.#path(path),
      { method: 'POST', ...init, headers },
      { isGood: (status) => good.includes(status), isOver: this.#world.isOver },
    )
  }

  #path(path: string): string {
    return `/webchat/${this.#world.webchatId}/${path}`
  }

  #headers(): Record<string, string> {
    const token = this.#session?.visitorToken
    return { 'x-forwarded-for': this.#address, ...(token ? { authorization: `Bearer ${token}` } : {}) }
  }
}

export function visitorsOf(world: World): readonly Visitor[] {
  return Array.from({ length: customersOf.webchat }, (_, index) => new Visitor(world, world.random.fork(), index + 1))
}

function essence({ id, author, text, attachments }: VisitorMessage): string {
  return JSON.stringify([id, author, text, attachments.map((each) => [each.id, each.state])])
}
