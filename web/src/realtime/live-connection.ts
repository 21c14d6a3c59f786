import type { Event as LogEvent } from '@fairlead/sdk'
import type { QueryClient } from '@tanstack/react-query'
import { session } from '../api.ts'
import { chosenWorkspaceId } from '../chosen-workspace.ts'
import { meQuery } from '../features/session/queries.ts'
import { viewers } from '../features/viewers/viewers.ts'
import { applyEvents } from './apply-events.ts'
import { EventStream, type StreamState } from './event-stream.ts'
import { keepStale } from './keep-stale.ts'
import { RefreshSoon } from './refresh-soon.ts'
import { Replay } from './replay.ts'
import { staleKeysOf } from './stale-keys.ts'
import { tryAgain } from './try-again.ts'
import { writes } from './writes.ts'

export type EventListener = (events: readonly LogEvent[]) => void

/** Keeps the cache of this tab true: one stream, whose events go into everything we hold. */
export class LiveConnection {
  readonly #queryClient: QueryClient
  readonly #stream: EventStream
  readonly #replay: Replay
  readonly #refreshSoon: RefreshSoon
  readonly #listeners = new Set<EventListener>()
  readonly #stopped = new AbortController()

  constructor(queryClient: QueryClient, cursor: number) {
    const workspaceId = chosenWorkspaceId()
    this.#queryClient = queryClient
    // Before the replay: what is applied to an answer comes after it.
    this.#stopped.signal.addEventListener('abort', keepStale(queryClient))
    this.#replay = new Replay(queryClient, (events) => applyEvents(queryClient, events))
    this.#refreshSoon = new RefreshSoon(queryClient)
    this.#stream = new EventStream({
      baseUrl: '',
      ...(workspaceId === null ? {} : { workspaceId }),
      after: cursor,
      onEvents: (events) => this.#takeIn(events),
      onSignal: (signal) => viewers.put(signal),
      onCursorGone: () => this.#fetchAllAfresh(),
      onSessionEnded: () => session.dispatchEvent(new Event('ended')),
    })
  }

  start(): void {
    const { signal } = this.#stopped
    const hurry = () => this.#stream.hurry()
    window.addEventListener('online', hurry, { signal })
    window.addEventListener('offline', () => this.#stream.doubt(), { signal })
    document.addEventListener('visibilitychange', hurry, { signal })
    session.addEventListener('resumed', () => void this.#stream.run(), { signal })
    signal.addEventListener(
      'abort',
      this.#stream.watch(() => this.#follow()),
    )
    // What is answered to a write is put into the cache whole, and may be older than what was heard meanwhile as well.
    signal.addEventListener(
      'abort',
      writes.follow(() => {
        const end = this.#replay.record()
        return () => this.#apply(end())
      }),
    )
    void this.#stream.run()
  }

  stop(): void {
    this.#stopped.abort()
    this.#stream.stop()
    this.#replay.stop()
    this.#refreshSoon.stop()
  }

  get state(): StreamState {
    return this.#stream.state
  }

  watchState(onChange: () => void): () => void {
    return this.#stream.watch(onChange)
  }

  /** Tells of events once the cache knows them. */
  listen(listener: EventListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #follow(): void {
    if (this.state === 'live') {
      tryAgain(this.#queryClient)
    } else {
      // What held for seconds is over when the stream comes back.
      viewers.forget()
    }
  }

  #takeIn(events: readonly LogEvent[]): void {
    this.#replay.hear(events)
    this.#apply(events)
    for (const listener of this.#listeners) listener(events)
  }

  #apply(events: readonly LogEvent[]): void {
    if (events.length === 0 || this.#stopped.signal.aborted) return
    applyEvents(this.#queryClient, events)
    const meId = this.#queryClient.getQueryData(meQuery.queryKey)?.member.id ?? ''
    for (const key of events.flatMap((event) => staleKeysOf(event, meId))) this.#refreshSoon.refresh(key)
  }

  // The cursor first: what is fetched after it lacks nothing that the stream does not tell.
  async #fetchAllAfresh(): Promise<number> {
    const [meKey] = meQuery.queryKey
    const me = await this.#queryClient.fetchQuery({ ...meQuery, staleTime: 0 })
    const isOther = ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] !== meKey

    this.#queryClient.removeQueries({ type: 'inactive', predicate: isOther })
    void this.#queryClient.invalidateQueries({ predicate: isOther })
    return me.cursor
  }
}
