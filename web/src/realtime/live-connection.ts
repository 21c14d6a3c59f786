import type { Event as LogEvent } from '@fairlead/sdk'
import type { QueryClient } from '@tanstack/react-query'
import { session } from '../api.ts'
import { chosenWorkspaceId } from '../chosen-workspace.ts'
import { meQuery } from '../features/session/queries.ts'
import { applyEvents } from './apply-events.ts'
import { EventStream, type StreamState } from './event-stream.ts'
import { RefreshSoon } from './refresh-soon.ts'
import { Replay } from './replay.ts'
import { staleKeysOf } from './stale-keys.ts'

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
    this.#replay = new Replay(queryClient, (events) => applyEvents(queryClient, events))
    this.#refreshSoon = new RefreshSoon(queryClient)
    this.#stream = new EventStream({
      baseUrl: '',
      ...(workspaceId === null ? {} : { workspaceId }),
      after: cursor,
      onEvents: (events) => this.#takeIn(events),
      onCursorGone: () => this.#fetchAllAfresh(),
      onSessionEnded: () => session.dispatchEvent(new Event('ended')),
    })
  }

  start(): void {
    const { signal } = this.#stopped
    const hurry = () => this.#stream.hurry()
    window.addEventListener('online', hurry, { signal })
    document.addEventListener('visibilitychange', hurry, { signal })
    session.addEventListener('resumed', () => void this.#stream.run(), { signal })
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

  #takeIn(events: readonly LogEvent[]): void {
    this.#replay.hear(events)
    applyEvents(this.#queryClient, events)
    for (const key of events.flatMap(staleKeysOf)) this.#refreshSoon.refresh(key)
    for (const listener of this.#listeners) listener(events)
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
