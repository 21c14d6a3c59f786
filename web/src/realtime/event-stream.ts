import { ApiError, type Client, createClient, type Event, type Signal } from '@fairlead/sdk'
import { inNextFrame } from './next-frame.ts'
import { reconnectDelayMs } from './reconnect-delay.ts'

export type StreamState = 'connecting' | 'live' | 'broken'

type Options = Readonly<{
  baseUrl: string
  workspaceId?: string
  apiKey?: string
  /** The last event that is already known. */
  after: number
  /** Events in order, each once. */
  onEvents(events: readonly Event[]): void
  /** What is told beside the log. */
  onSignal?(signal: Signal): void
  /** The log no longer reaches back to where we were: fetch everything afresh and answer the cursor to go on from. */
  onCursorGone(): Promise<number>
  onSessionEnded(): void
  /** The server sends a heartbeat every 20 s. */
  silenceMs?: number
  random?(): number
}>

/**
 * Follows the log of the workspace, come what may: it resumes after the last event it saw, waits longer between tries
 * the more of them fail, and takes silence for a broken connection. A connection can die without anybody telling us:
 * a laptop sleeps, a mobile network changes.
 */
export class EventStream {
  readonly #options: Options
  readonly #events: Client['events']
  readonly #ended = new AbortController()
  readonly #watchers = new Set<() => void>()
  #connection = new AbortController()
  #after: number
  #state: StreamState = 'connecting'
  #isRunning = false
  #heardAt = Date.now()
  #retryMs = 0
  #pending: Event[] = []
  #wake: () => void = () => undefined

  constructor(options: Options) {
    const { baseUrl, workspaceId, apiKey, after } = options
    this.#options = options
    this.#after = after
    this.#events = createClient({
      baseUrl,
      fetch: (input, init) => this.#fetch(input, init),
      ...(workspaceId === undefined ? {} : { workspaceId }),
      ...(apiKey === undefined ? {} : { apiKey }),
    }).events
  }

  get state(): StreamState {
    return this.#state
  }

  watch(onChange: () => void): () => void {
    this.#watchers.add(onChange)
    return () => this.#watchers.delete(onChange)
  }

  /** Until it is stopped or the session ends; then it may be run again. */
  async run(): Promise<void> {
    if (this.#isRunning) return
    this.#isRunning = true
    const { silenceMs = 45_000 } = this.#options
    const watchdog = setInterval(() => this.#breakWhenSilent(silenceMs), Math.min(5000, silenceMs / 4))
    try {
      await this.#follow()
    } finally {
      clearInterval(watchdog)
      this.#isRunning = false
    }
  }

  /** Tries again now: the network is back, or somebody looks at the page again. */
  hurry(): void {
    this.#breakWhenSilent(this.#options.silenceMs ?? 45_000)
    this.#wake()
  }

  /**
   * The network has gone. Nobody ends a connection that went with it, so that it would be trusted until it has been silent
   * for long: a new one tells at once, and of a server on this machine that it is still there.
   */
  doubt(): void {
    this.#connection.abort()
  }

  stop(): void {
    this.#ended.abort()
    this.#connection.abort()
    this.#wake()
  }

  async #follow(): Promise<void> {
    const { onCursorGone, onSessionEnded, random = Math.random } = this.#options
    let failures = 0

    while (!this.#ended.signal.aborted) {
      try {
        for await (const event of this.#connect()) {
          failures = 0
          if (event === 'open') this.#become('live')
          else this.#take(event)
        }
      } catch (error) {
        if (error instanceof ApiError && error.problem.status === 401) {
          onSessionEnded()
          return
        }
        if (error instanceof ApiError && error.code === 'cursor_gone') await this.#beginAnew(onCursorGone)
      }
      this.#become('broken')
      await this.#wait(Math.max(this.#retryMs, reconnectDelayMs(failures, random())))
      this.#retryMs = 0
      failures += 1
    }
  }

  #connect(): AsyncGenerator<Event | 'open'> {
    this.#connection = new AbortController()
    this.#heardAt = Date.now()
    const { onSignal } = this.#options
    return this.#events({
      after: this.#after,
      ...(onSignal === undefined ? {} : { onSignal }),
      signal: this.#connection.signal,
      // A server that ends spreads its clients over a moment.
      onRetry: (ms) => {
        this.#retryMs = ms
      },
    })
  }

  // Events come in bursts, after a break above all. They are handed over together, once a frame, and never between a query's answer
  // and its arrival in the cache, which is a matter of microtasks.
  #take(event: Event): void {
    if (event.sequence <= this.#after) return
    this.#after = event.sequence
    this.#pending.push(event)
    if (this.#pending.length === 1) inNextFrame(() => this.#handOver())
  }

  #handOver(): void {
    const events = this.#pending
    this.#pending = []
    if (events.length > 0 && !this.#ended.signal.aborted) this.#options.onEvents(events)
  }

  async #beginAnew(onCursorGone: () => Promise<number>): Promise<void> {
    try {
      this.#after = await onCursorGone()
    } catch {
      // Out of reach just now: the next try meets the same answer and asks again.
    }
  }

  async #fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const response = await fetch(input, init)
    this.#heardAt = Date.now()
    if (response.body === null) return response

    const watched = new TransformStream<Uint8Array, Uint8Array>({
      transform: (bytes, controller) => {
        this.#heardAt = Date.now()
        controller.enqueue(bytes)
      },
    })
    return new Response(response.body.pipeThrough(watched), response)
  }

  #breakWhenSilent(silenceMs: number): void {
    if (Date.now() - this.#heardAt > silenceMs) this.#connection.abort()
  }

  #become(state: StreamState): void {
    if (this.#state === state || this.#ended.signal.aborted) return
    this.#state = state
    for (const onChange of this.#watchers) onChange()
  }

  async #wait(ms: number): Promise<void> {
    if (this.#ended.signal.aborted) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    this.#wake = () => undefined
  }
}
