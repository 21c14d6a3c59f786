import { setTimeout as sleep } from 'node:timers/promises'
import {
  applyToConversation,
  applyToMessages,
  type Client,
  type Conversation,
  conversationChangeOf,
  type Event,
  getMe,
  listConversations,
  listMessages,
  type Message,
} from '@fairlead/sdk'

const silentAfterMs = 8000

/**
 * What somebody has on their screen: fetched once, and from then on kept by events alone, whatever becomes of the
 * stream in between.
 */
export class Screen {
  readonly conversations = new Map<string, Conversation>()
  readonly messages = new Map<string, readonly Message[]>()
  readonly #client: Client
  #cursor = 0
  #skipped: string[] = []
  #openings = 0

  private constructor(client: Client) {
    this.#client = client
  }

  static async open(client: Client): Promise<Screen> {
    const screen = new Screen(client)
    await screen.#fetch()
    return screen
  }

  /** How often the stream was opened. */
  get openings(): number {
    return this.#openings
  }

  get cursor(): number {
    return this.#cursor
  }

  async follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      // A stream that says nothing for long may be one whose server is gone without a word.
      const silence = new AbortController()
      const timer = setTimeout(() => silence.abort(), silentAfterMs)
      try {
        const events = this.#client.events({ after: this.#cursor, signal: AbortSignal.any([signal, silence.signal]) })
        for await (const event of events) {
          timer.refresh()
          if (event === 'open') this.#openings += 1
          else this.#take(event)
        }
      } catch (e) {
        if (process.env.DBG) console.error('screen', e)
        // It goes on where it was.
      } finally {
        clearTimeout(timer)
      }
      if (!signal.aborted) await sleep(400)
    }
  }

  /** In which it differs from what is fetched now, in words. */
  async compare(name: string): Promise<readonly string[]> {
    const afresh = await this.#fetchStill()
    const wrong = this.#skipped.map((each) => `the screen of ${name} ${each}`)
    if (afresh.#cursor !== this.#cursor) {
      wrong.push(`the screen of ${name} stands at ${this.#cursor}, and the log at ${afresh.#cursor}`)
    }
    for (const id of new Set([...this.conversations.keys(), ...afresh.conversations.keys()])) {
      for (const field of ['conversations', 'messages'] as const) {
        const [kept, fetched] = [this[field].get(id), afresh[field].get(id)].map(toJson)
        if (kept !== fetched) wrong.push(`on the screen of ${name}, ${field} ${id}: ${difference(kept, fetched)}`)
      }
    }
    return wrong
  }

  // Time alone may still change something, such as for whom nobody answered: then once more.
  async #fetchStill(): Promise<Screen> {
    for (let tries = 1; ; tries += 1) {
      const before = this.#cursor
      const afresh = await Screen.open(this.#client)
      if ((before === this.#cursor && before === afresh.#cursor) || tries === 8) return afresh
      await sleep(1500)
    }
  }

  #take(event: Event): void {
    if (event.sequence <= this.#cursor) return
    if (event.sequence !== this.#cursor + 1)
      this.#skipped.push(`was not told ${this.#cursor + 1} before ${event.sequence}`)
    this.#cursor = event.sequence

    if (event.type === 'conversation.opened') {
      this.conversations.set(event.subjectId, event.data.conversation)
      this.messages.set(event.subjectId, [])
    }
    const id = conversationChangeOf(event)?.id
    const concerned =
      event.type === 'contact.changed' ? [...this.conversations.values()] : [this.conversations.get(id ?? '')]
    for (const conversation of concerned) {
      if (conversation) this.conversations.set(conversation.id, applyToConversation(conversation, event))
    }
    const conversationId = conversationOf(event)
    if (conversationId !== null) {
      this.messages.set(conversationId, applyToMessages(this.messages.get(conversationId) ?? [], conversationId, event))
    }
  }

  async #fetch(): Promise<void> {
    this.#cursor = (await this.#client.call(getMe, {})).cursor
    for (const view of ['all', 'snoozed', 'closed'] as const) {
      for await (const each of pages((cursor) =>
        this.#client.call(listConversations, { query: { view, limit: 200, ...cursor } }),
      )) {
        this.conversations.set(each.id, each)
      }
    }
    for (const id of this.conversations.keys()) {
      const found: Message[] = []
      const list = (cursor: { cursor?: string }) =>
        this.#client.call(listMessages, { params: { id }, query: { limit: 200, ...cursor } })
      for await (const each of pages(list)) found.unshift(each)
      this.messages.set(id, found)
    }
  }
}

// Whose messages it changes.
function conversationOf(event: Event): string | null {
  switch (event.type) {
    case 'message.created':
    case 'message.changed':
      return event.data.message.conversationId
    case 'message.removed':
      return event.data.conversationId
    default:
      return null
  }
}

async function* pages<T>(
  list: (cursor: { cursor?: string }) => Promise<{ data: T[]; nextCursor: string | null }>,
): AsyncGenerator<T> {
  for (let cursor: { cursor?: string } | null = {}; cursor !== null; ) {
    const { data, nextCursor } = await list(cursor)
    yield* data
    cursor = nextCursor === null ? null : { cursor: nextCursor }
  }
}

function toJson(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )
}

function difference(kept = 'nothing', fetched = 'nothing'): string {
  let at = 0
  while (at < kept.length && kept[at] === fetched[at]) at += 1
  const from = Math.max(0, at - 60)
  return `has …${kept.slice(from, at + 80)}… and not …${fetched.slice(from, at + 80)}…`
}
