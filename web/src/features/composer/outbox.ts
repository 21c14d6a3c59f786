import { ApiError, type Attachment, attachment, templateUse } from '@fairlead/sdk'
import { type DraftStorage, type Quote, readTexts } from './draft.ts'
import { KeyedStore } from './keyed-store.ts'

export type TemplateUse = ReturnType<typeof templateUse.parse>

/** A message on its way from the composer to the server. `error`: it has not arrived there, and why. */
export type Outgoing = Readonly<{
  clientId: string
  conversationId: string
  isNote: boolean
  text: string
  attachments: readonly Attachment[]
  replyTo: Quote | null
  template: TemplateUse | null
  choices: readonly string[]
  cc: readonly string[]
  at: string
  error: string | null
}>

type Options = Readonly<{
  memberId: string
  storage: DraftStorage
  deliver(outgoing: Outgoing): Promise<void>
  describe(error: unknown): string
  /** Said of what was under way when the page went. */
  interrupted(): string
  pauseMs?: readonly number[]
}>

const none: readonly Outgoing[] = []
/** How old something must be before it counts as left behind, rather than on its way from another tab. */
const strandedMs = 60_000

/**
 * Holds what was sent until the server has it. Everything is kept on the device too: a page that is closed, or a
 * server that is away, loses no text. Sending again is harmless, because the server knows the `clientId`.
 */
export class Outbox {
  readonly #options: Options
  readonly #items: KeyedStore<readonly Outgoing[]>
  readonly #lastOf = new Map<string, Promise<unknown>>()

  constructor(options: Options) {
    this.#options = options
    this.#items = new KeyedStore((conversationId) => this.#restore(conversationId))
  }

  list(conversationId: string): readonly Outgoing[] {
    return this.#items.get(conversationId)
  }

  watch(conversationId: string, onChange: () => void): () => void {
    return this.#items.watch(conversationId, onChange)
  }

  /** Answers whether it arrived. Messages of one conversation go one after the other. */
  send(outgoing: Outgoing): Promise<boolean> {
    const { conversationId, clientId } = outgoing
    this.#change(conversationId, (items) => [...items.filter((item) => item.clientId !== clientId), outgoing])

    const turn = (this.#lastOf.get(conversationId) ?? Promise.resolve()).then(() => this.#deliver(outgoing))
    this.#lastOf.set(conversationId, turn)
    return turn
  }

  retry(outgoing: Outgoing): Promise<boolean> {
    return this.send({ ...outgoing, error: null, at: new Date().toISOString() })
  }

  discard({ conversationId, clientId }: Outgoing): void {
    this.#change(conversationId, (items) => items.filter((item) => item.clientId !== clientId))
  }

  async #deliver(outgoing: Outgoing): Promise<boolean> {
    try {
      await this.#tryPatiently(outgoing)
      this.discard(outgoing)
      return true
    } catch (cause) {
      const error = this.#options.describe(cause)
      this.#change(outgoing.conversationId, (items) =>
        items.map((item) => (item.clientId === outgoing.clientId ? { ...item, error } : item)),
      )
      return false
    }
  }

  // A server that restarts is back in seconds: nobody needs to hear of it.
  async #tryPatiently(outgoing: Outgoing): Promise<void> {
    for (const pauseMs of this.#options.pauseMs ?? [1000, 3000, 6000]) {
      try {
        return await this.#options.deliver(outgoing)
      } catch (error) {
        if (error instanceof ApiError && error.problem.status !== 503) throw error
        await new Promise((resolve) => setTimeout(resolve, pauseMs))
      }
    }
    return this.#options.deliver(outgoing)
  }

  #change(conversationId: string, update: (items: readonly Outgoing[]) => readonly Outgoing[]): void {
    this.#items.change(conversationId, update)
    const items = this.#items.get(conversationId)
    const key = this.#keyOf(conversationId)
    try {
      if (items.length === 0) this.#options.storage.removeItem(key)
      else this.#options.storage.setItem(key, JSON.stringify(items))
    } catch {
      // The browser keeps nothing, or is full.
    }
  }

  #restore(conversationId: string): readonly Outgoing[] {
    try {
      const kept: unknown = JSON.parse(this.#options.storage.getItem(this.#keyOf(conversationId)) ?? 'null')
      if (!Array.isArray(kept)) return none
      return kept
        .filter(isOutgoing)
        .filter(({ error, at }) => error !== null || Date.now() - Date.parse(at) > strandedMs)
        .map((item) => ({
          ...item,
          // An older version of this page knew neither.
          choices: readTexts(item.choices),
          cc: readTexts(item.cc),
          error: item.error ?? this.#options.interrupted(),
        }))
    } catch {
      return none
    }
  }

  // People share computers: what one could not send must not go out in the name of another.
  #keyOf(conversationId: string): string {
    return `fairlead.outbox.${this.#options.memberId}.${conversationId}`
  }
}

function isOutgoing(kept: unknown): kept is Outgoing {
  if (typeof kept !== 'object' || kept === null) return false
  const { clientId, conversationId, text, at, attachments, template } = kept as Partial<Record<keyof Outgoing, unknown>>
  return (
    [clientId, conversationId, text, at].every((value) => typeof value === 'string') &&
    attachment.array().safeParse(attachments).success &&
    templateUse.nullable().safeParse(template).success
  )
}
