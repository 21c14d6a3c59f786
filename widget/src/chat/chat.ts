/**
 * The visitor's side of one conversation: who the visitor is, what was said, what is still to be sent.
 *
 * A *life* is the time with one visitor: it begins with a session and ends when another visitor takes its place
 * (`identify`, `reset`, another tab) or the server no longer knows this one. Everything under way belongs to a life and
 * is given up with it, so that nothing of one visitor ends up with the next.
 */
import type { Attachment, VisitorEvent } from '@fairlead/sdk'
import type { Identity } from '../bridge.ts'
import { backoffMs } from './backoff.ts'
import { deliver } from './deliver.ts'
import type { Doors, Refusal } from './doors.ts'
import { followEvents } from './follow.ts'
import { withLock } from './lock.ts'
import { openSession } from './open-session.ts'
import { nextToSend } from './outbox.ts'
import { type Alarm, pause } from './pause.ts'
import { randomId } from './random-id.ts'
import type { Shelf } from './shelf.ts'
import { type ChatAction, type ChatState, emptyChat, reduceChat } from './state.ts'

export type Surroundings = Readonly<{
  channelId: string
  doors: Doors
  shelf: Shelf
  alarm: Alarm
  locale: string | null
  pageUrl: string | null
  silenceMs?: number
  onState(state: ChatState): void
  /** A member has just written. */
  onMessage(message: Readonly<{ id: string; author: string }>): void
  onRefusal(refusal: Refusal): void
}>

const lockPatienceMs = 10_000

export class Chat {
  readonly #around: Surroundings
  #state = emptyChat
  #life = new AbortController()
  #token: string | null = null
  #visitorId: string | null = null
  #cursor = 0
  #identity: Identity | null = null
  #isSeen = false
  #isNeeded = false
  #following: AbortSignal | null = null
  #sending: AbortSignal | null = null
  #lastSend: Promise<void> = Promise.resolve()

  constructor(around: Surroundings) {
    this.#around = around
    this.#apply({ type: 'outbox-read', outbox: around.shelf.outbox() })
    around.shelf.onChange((what) => (what === 'visitor' ? this.#takeVisitor() : this.#takeOutbox()))
  }

  get state(): ChatState {
    return this.#state
  }

  start(identity: Identity | null): void {
    const known = this.#around.shelf.visitor()
    // Somebody else has logged in at this browser: what the last one said is not theirs to see.
    if (known?.userId && identity && known.userId !== identity.userId) this.#forget()
    this.#identity = identity
    this.#begin()
  }

  stop(): void {
    this.#life.abort()
  }

  resume(): void {
    this.#begin()
  }

  /** Says who the visitor is. Said again about the same person, it changes nothing. */
  identify(identity: Identity): void {
    if (JSON.stringify(identity) !== JSON.stringify(this.#identity)) this.start(identity)
  }

  /** Forgets the visitor, for the next person at this browser. */
  reset(): void {
    this.#forget()
    this.start(null)
  }

  /** Whether the visitor has the conversation before their eyes. */
  setSeen(isSeen: boolean): void {
    this.#isSeen = isSeen
    this.#isNeeded ||= isSeen
    this.#markRead()
    this.#follow()
  }

  send(text: string, attachments: readonly Attachment[]): void {
    const at = new Date().toISOString()
    this.#apply({ type: 'outbox', action: { type: 'write', clientId: randomId(), text, attachments, at } })
    this.#send()
  }

  retry(clientId: string): void {
    this.#apply({ type: 'outbox', action: { type: 'retry', clientId, at: new Date().toISOString() } })
    this.#send()
  }

  discard(clientId: string): void {
    this.#apply({ type: 'outbox', action: { type: 'discard', clientId } })
  }

  async loadOlder(): Promise<void> {
    const first = this.#state.messages[0]
    const { signal } = this.#life
    if (!first || !this.#token || this.#state.isLoadingOlder) return

    this.#apply({ type: 'older-asked' })
    try {
      const older = await this.#around.doors.older(this.#token, first.id)
      if (!signal.aborted) this.#apply({ type: 'older', older })
    } catch {
      if (!signal.aborted) this.#apply({ type: 'older-failed' })
    }
  }

  async upload(file: File, onProgress: (part: number) => void, signal: AbortSignal): Promise<Attachment> {
    return this.#around.doors.upload(this.#known(), file, onProgress, signal)
  }

  async attachment(id: string): Promise<Blob> {
    return this.#around.doors.attachment(this.#known(), id)
  }

  #begin(): void {
    this.#life.abort()
    this.#life = new AbortController()
    void this.#live(this.#life.signal)
  }

  async #live(signal: AbortSignal): Promise<void> {
    const { channelId, onRefusal } = this.#around
    const opening = {
      ...this.#around,
      identity: this.#identity,
      signal,
      onRefusal,
      onAway: () => this.#apply({ type: 'connection', isConnected: false }),
    }
    const opened = await withLock(`fairlead:${channelId}:visitor`, lockPatienceMs, () => openSession(opening))
    if (signal.aborted) return
    if (!opened) {
      this.#identity = null
      return this.#apply({ type: 'unavailable' })
    }

    const { session, visitorId, identity } = opened
    this.#identity = identity
    this.#visitorId = visitorId
    this.#token = session.visitorToken
    this.#cursor = session.cursor
    this.#apply({ type: 'session', session })
    this.#markRead()
    this.#follow()
    this.#send()
  }

  // Most visitors only pass by; the stream is for those who have said something or are about to.
  #follow(): void {
    const { doors, alarm, silenceMs = 45_000 } = this.#around
    const { signal } = this.#life
    const token = this.#token
    const isNeeded = this.#isNeeded || this.#state.messages.length + this.#state.outbox.length > 0
    if (!token || !isNeeded || this.#state.phase !== 'ready' || signal.aborted || this.#following === signal) return

    this.#following = signal
    followEvents({
      open: (cursor, attempt) => doors.events(token, cursor, attempt),
      cursor: this.#cursor,
      alarm,
      signal,
      silenceMs,
      onEvent: (event) => this.#hear(event),
      onStatus: (isConnected) => {
        const isBack = isConnected && !this.#state.isConnected
        this.#apply({ type: 'connection', isConnected })
        // Whatever still waits for a better time need not.
        if (isBack) alarm.dispatchEvent(new Event('wake'))
      },
    }).catch(() => this.#beginLater(signal))
  }

  #hear(event: VisitorEvent): void {
    if (event.type === 'message' && event.message.author.type === 'member') {
      const { id, author } = event.message
      const isNew = !this.#state.messages.some((message) => message.id === id)
      if (isNew) this.#around.onMessage({ id, author: author.name })
    }
    this.#apply({ type: 'event', event })
    this.#markRead()
  }

  // The server does not know this visitor or this cursor any more. Not at once, in case it goes on like that.
  async #beginLater(signal: AbortSignal): Promise<void> {
    await pause(backoffMs(2, Math.random()), this.#around.alarm, signal)
    if (!signal.aborted) this.#begin()
  }

  #send(): void {
    const { signal } = this.#life
    this.#follow()
    const isReady = this.#token && this.#state.phase === 'ready'
    if (!isReady || this.#sending === signal || signal.aborted || !nextToSend(this.#state.outbox)) return

    this.#sending = signal
    const { channelId } = this.#around
    // After what an earlier life still has on the way; the lock does the same among tabs, where there are locks.
    const send = () => withLock(`fairlead:${channelId}:outbox`, lockPatienceMs, () => this.#sendAll(signal))
    this.#lastSend = this.#lastSend.then(send).finally(() => {
      if (this.#sending !== signal) return
      this.#sending = null
      // Something may have been written while the lock was being given back.
      if (!signal.aborted) this.#send()
    })
  }

  async #sendAll(signal: AbortSignal): Promise<void> {
    const { doors, alarm } = this.#around

    for (let attempt = 0; !signal.aborted; ) {
      // Another tab may have sent some of them while we waited.
      this.#takeOutbox()
      const entry = nextToSend(this.#state.outbox)
      if (!entry || !this.#token) return

      const delivery = await deliver(doors, this.#token, entry)
      if (signal.aborted) {
        // It has arrived, as the visitor of then: the one of now must not send it again.
        if (delivery.kind === 'sent')
          this.#apply({ type: 'outbox', action: { type: 'confirm', clientId: entry.clientId } })
        return
      }
      switch (delivery.kind) {
        case 'sent':
          this.#apply({ type: 'sent', message: delivery.message })
          attempt = 0
          break
        case 'failed':
          this.#apply({
            type: 'outbox',
            action: { type: 'fail', clientId: entry.clientId, failure: delivery.failure },
          })
          attempt = 0
          break
        case 'later':
          await pause(backoffMs(attempt++, Math.random()) + delivery.afterMs, alarm, signal)
          break
        case 'unknown-visitor':
          await this.#beginLater(signal)
          break
      }
    }
  }

  #markRead(): void {
    if (!this.#isSeen || !this.#token || this.#state.unreadCount === 0) return
    this.#apply({ type: 'read' })
    // If it is lost, the next message or session brings the count again.
    this.#around.doors.read(this.#token).catch(() => undefined)
  }

  #takeVisitor(): void {
    const visitor = this.#around.shelf.visitor()
    if (this.#state.phase === 'starting') return
    if (visitor && visitor.id === this.#visitorId) {
      this.#token = visitor.token
      return
    }
    // The other tab's page knows who it is; ours may be of an earlier log-in.
    this.#identity = null
    this.#token = null
    this.#apply({ type: 'forget' })
    this.#takeOutbox()
    this.#begin()
  }

  #takeOutbox(): void {
    this.#apply({ type: 'outbox-read', outbox: this.#around.shelf.outbox() })
    this.#follow()
  }

  #forget(): void {
    this.#around.shelf.clear()
    this.#token = null
    this.#apply({ type: 'forget' })
  }

  #known(): string {
    if (this.#token) return this.#token
    throw new TypeError('There is no session yet.')
  }

  #apply(action: ChatAction): void {
    const before = this.#state
    this.#state = reduceChat(before, action)
    if (this.#state === before) return
    this.#keepOutbox(action, before)
    this.#around.onState(this.#state)
  }

  // What left our sight only, with its visitor, is not ours to delete; what was just read is not to be written again.
  #keepOutbox(action: ChatAction, before: ChatState): void {
    if (action.type === 'unavailable' || action.type === 'forget') return
    const kept = action.type === 'outbox-read' ? action.outbox : before.outbox
    this.#around.shelf.keepOutbox(kept, this.#state.outbox)
  }
}
