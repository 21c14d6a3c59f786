/**
 * Holds what was sent until the server has it. Everything is kept on the device too: a page that is closed, or a
 * server that is away, loses no text. Nothing fails because the server is out of reach: it waits, for an hour if it
 * must, and goes on in order, conversation by conversation. Sending again is harmless, because the server knows the
 * `clientId`; so two tabs may hold the same message.
 *
 * For some seconds a reply is held before it goes, so that it can be taken back. A page that goes away sends at once.
 */
import { ApiError } from '@fairlead/sdk'
import { KeyedStore } from './keyed-store.ts'
import { type Outgoing, readOutgoing } from './outgoing-item.ts'

export type OutboxStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

type Options = Readonly<{
  memberId: string
  storage: OutboxStorage
  deliver(outgoing: Outgoing): Promise<void>
  /** As the page goes: nobody waits for the answer. */
  deliverLeaving(outgoing: Outgoing): void
  describe(error: unknown): string
  /** Between tries; the last one is how often it is tried from then on. */
  pauseMs?: readonly number[]
}>

const none: readonly Outgoing[] = []
/** Nothing is held for longer; a clock may have been set back meanwhile. */
const longestHoldMs = 60_000

export class Outbox {
  readonly #options: Options
  readonly #items = new KeyedStore<readonly Outgoing[]>(() => none)
  readonly #running = new Set<string>()
  readonly #wakes = new Map<string, () => void>()

  /** What an earlier page left behind goes on its way. */
  constructor(options: Options) {
    this.#options = options
    for (const item of this.#restore()) this.#put(item)
    for (const { conversationId } of this.#restore()) void this.#run(conversationId)
  }

  list(conversationId: string): readonly Outgoing[] {
    return this.#items.get(conversationId)
  }

  watch(conversationId: string, onChange: () => void): () => void {
    return this.#items.watch(conversationId, onChange)
  }

  /** Messages of one conversation go one after the other. */
  send(outgoing: Outgoing): void {
    this.#put(outgoing)
    void this.#run(outgoing.conversationId)
  }

  retry(outgoing: Outgoing): void {
    this.discard(outgoing)
    this.send({ ...outgoing, error: null, at: new Date().toISOString() })
  }

  /** Takes back what is still held, to be written anew; null when it is on its way. */
  takeBack(conversationId: string, clientId: string): Outgoing | null {
    const item = this.list(conversationId).find((candidate) => candidate.clientId === clientId)
    if (!item || item.heldUntil === null) return null
    this.discard(item)
    return item
  }

  /** Does not wait until it can no longer be taken back. */
  sendNow({ conversationId, clientId }: Outgoing): void {
    this.#update(conversationId, clientId, { heldUntil: null })
    this.#wakes.get(conversationId)?.()
  }

  discard({ conversationId, clientId }: Pick<Outgoing, 'conversationId' | 'clientId'>): void {
    this.#forget(conversationId, clientId)
    remove(this.#options.storage, this.#keyOf(conversationId, clientId))
    this.#wakes.get(conversationId)?.()
  }

  /** Tries again now: the network is back. */
  hurry(): void {
    for (const wake of this.#wakes.values()) wake()
  }

  /** The page goes. What it had begun is stopped with it, so that everything is sent, and once more by the next page. */
  leave(): void {
    for (const item of this.#items.values().flat()) {
      if (item.error !== null) continue
      this.#update(item.conversationId, item.clientId, { heldUntil: null })
      this.#options.deliverLeaving(item)
    }
  }

  /** Another tab of ours changed what is kept: what it has sent, or taken back, is not ours to send any more. */
  hear({ key, newValue }: Pick<StorageEvent, 'key' | 'newValue'>): void {
    if (key === null || newValue !== null || !key.startsWith(this.#prefix)) return
    const [conversationId, clientId] = key.slice(this.#prefix.length).split('.')
    if (conversationId === undefined || clientId === undefined) return
    this.#forget(conversationId, clientId)
    this.#wakes.get(conversationId)?.()
  }

  async #run(conversationId: string): Promise<void> {
    if (this.#running.has(conversationId)) return
    this.#running.add(conversationId)
    try {
      for (let failures = 0; ; ) {
        const next = this.list(conversationId).find(({ error }) => error === null)
        if (next === undefined) return
        const heldMs = heldFor(next)
        if (heldMs > 0) await this.#pause(conversationId, heldMs)
        else failures = (await this.#deliver(next, failures)) ? 0 : failures + 1
      }
    } finally {
      this.#running.delete(conversationId)
    }
  }

  async #deliver(item: Outgoing, failures: number): Promise<boolean> {
    const { conversationId, clientId } = item
    const { deliver, describe, pauseMs = [1000, 3000, 6000, 10_000] } = this.#options
    if (item.heldUntil !== null) this.#update(conversationId, clientId, { heldUntil: null })
    try {
      await deliver(item)
      this.discard(item)
      return true
    } catch (cause) {
      if (!mayPass(cause)) {
        this.#update(conversationId, clientId, { error: describe(cause), isWaiting: false })
        return true
      }
      // A server that restarts is back in a moment: nobody needs to hear of it.
      if (failures > 0) this.#update(conversationId, clientId, { isWaiting: true })
      await this.#pause(conversationId, pauseMs[Math.min(failures, pauseMs.length - 1)] ?? 10_000)
      return false
    }
  }

  async #pause(conversationId: string, ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wakes.set(conversationId, () => {
        clearTimeout(timer)
        resolve()
      })
    })
    this.#wakes.delete(conversationId)
  }

  #put(item: Outgoing): void {
    this.#items.change(item.conversationId, (items) => [
      ...items.filter(({ clientId }) => clientId !== item.clientId),
      item,
    ])
    this.#keep(item)
  }

  #update(conversationId: string, clientId: string, change: Partial<Outgoing>): void {
    const item = this.list(conversationId).find((candidate) => candidate.clientId === clientId)
    if (item === undefined) return
    const changed = { ...item, ...change }
    this.#items.change(conversationId, (items) => items.map((known) => (known === item ? changed : known)))
    this.#keep(changed)
  }

  #forget(conversationId: string, clientId: string): void {
    this.#items.change(conversationId, (items) => items.filter((item) => item.clientId !== clientId))
  }

  #keep(item: Outgoing): void {
    try {
      this.#options.storage.setItem(this.#keyOf(item.conversationId, item.clientId), JSON.stringify(item))
    } catch {
      // The browser keeps nothing, or is full.
    }
  }

  #restore(): readonly Outgoing[] {
    const { storage } = this.#options
    try {
      const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
      return keys
        .filter((key) => key.startsWith(this.#prefix))
        .flatMap((key) => readKept(storage.getItem(key)))
        .toSorted((one, other) => one.at.localeCompare(other.at))
    } catch {
      return none
    }
  }

  get #prefix(): string {
    return outboxPrefix(this.#options.memberId)
  }

  #keyOf(conversationId: string, clientId: string): string {
    return `${this.#prefix}${conversationId}.${clientId}`
  }
}

/** Whether the same may succeed later: the server is out of reach or busy, or nobody is logged in just now. */
function mayPass(error: unknown): boolean {
  if (!(error instanceof ApiError)) return true
  return [401, 408, 429, 502, 503, 504].includes(error.problem.status)
}

function heldFor({ heldUntil }: Outgoing): number {
  const ms = heldUntil === null ? 0 : Date.parse(heldUntil) - Date.now()
  return ms > longestHoldMs ? 0 : ms
}

function readKept(kept: string | null): readonly Outgoing[] {
  try {
    const item = readOutgoing(JSON.parse(kept ?? 'null'))
    return item === null ? none : [item]
  } catch {
    return none
  }
}

function remove(storage: OutboxStorage, key: string): void {
  try {
    storage.removeItem(key)
  } catch {
    // It would be sent again, which is harmless.
  }
}

/** People share computers: what one could not send must not go out in the name of another. */
export function outboxPrefix(memberId: string): string {
  return `fairlead.outbox.${memberId}.`
}
