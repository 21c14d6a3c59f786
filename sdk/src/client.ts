import { EventSourceParserStream } from 'eventsource-parser/stream'
import type { z } from 'zod'
import type { Problem } from './contract/common.ts'
import type { Endpoint } from './contract/endpoint.ts'
import type { Event, EventNoun } from './contract/event.ts'
import type { Signal } from './contract/viewer.ts'

export type ClientOptions = Readonly<{
  /** For example `https://chat.example`. Empty means the page's own origin. */
  baseUrl: string
  /** Left out in a browser, where the session cookie speaks. */
  apiKey?: string
  /** Which workspace, for a person who is in several; else their first. */
  workspaceId?: string
  fetch?: typeof fetch
}>

type Part<E extends Endpoint, K extends 'params' | 'query' | 'body'> = E[K] extends z.ZodType
  ? undefined extends z.input<E[K]>
    ? { [P in K]?: z.input<E[K]> }
    : K extends 'query'
      ? { [P in K]?: z.input<E[K]> }
      : { [P in K]: z.input<E[K]> }
  : E['bodyType'] extends 'multipart'
    ? K extends 'body'
      ? { body: FormData }
      : unknown
    : unknown

export type Input<E extends Endpoint> = Part<E, 'params'> &
  Part<E, 'query'> &
  Part<E, 'body'> & { idempotencyKey?: string; signal?: AbortSignal }
export type Output<E extends Endpoint> = E['response'] extends z.ZodType ? z.output<E['response']> : undefined

/** What the API answered when it was not a success. `code` is stable. */
export class ApiError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail)
    this.name = 'ApiError'
    this.problem = problem
  }

  get code(): string {
    return this.problem.code
  }
}

export type EventsOptions = Readonly<{
  /** The last event that is already known; left out, it begins with what comes now. */
  after?: number
  /** Only events of this subject. */
  subjectId?: string
  /** Only events of this noun, or these: `conversation`, `message`, `member`… */
  noun?: EventNoun | readonly EventNoun[]
  signal: AbortSignal
  /** Hears what is told beside the log: who looks at which conversation, and writes. Only who asks is told. */
  onSignal?(signal: Signal): void
  /** Nothing up to here was left out: where to resume, also when none of what came was asked for. */
  onCursor?(sequence: number): void
  /** The server ends and asks to be left alone for so long. */
  onRetry?(ms: number): void
}>

export type Client = Readonly<{
  call<const E extends Endpoint>(endpoint: E, input: Input<E>): Promise<Output<E>>
  events(options: EventsOptions): AsyncGenerator<Event | 'open'>
}>

/**
 * A typed client of the API.
 *
 * @example
 * const client = createClient({ baseUrl: 'https://chat.example', apiKey: 'flk_…' })
 * const { data } = await client.call(listConversations, { query: { view: 'waiting' } })
 * @throws {ApiError} when the API answers with a problem document; {TypeError} when it cannot be reached.
 */
export function createClient(options: ClientOptions): Client {
  const send = options.fetch ?? globalThis.fetch.bind(globalThis)
  const base = `${options.baseUrl}/api/v1`

  return {
    async call(endpoint, input) {
      const { params, query, body, idempotencyKey, signal } = input as {
        params?: Record<string, unknown>
        query?: Record<string, unknown>
        body?: unknown
        idempotencyKey?: string
        signal?: AbortSignal
      }
      const headers = headersOf(options)
      if (idempotencyKey) headers.set('idempotency-key', idempotencyKey)
      if (body !== undefined && !(body instanceof FormData)) headers.set('content-type', 'application/json')

      const response = await send(base + fillPath(endpoint.path, params) + toQuery(query), {
        method: endpoint.method.toUpperCase(),
        headers,
        ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
        ...(signal ? { signal } : {}),
      })
      if (!response.ok) throw new ApiError(await readProblem(response))
      return (response.status === 204 ? undefined : await response.json()) as never
    },

    // Yields 'open' when the server has taken the stream, then each event. Ends, or throws, when the connection does:
    // the caller decides how long to wait before it resumes from the last sequence it saw.
    async *events({ after, subjectId, noun, signal, onSignal, onCursor, onRetry }) {
      const headers = headersOf(options)
      headers.set('accept', 'text/event-stream')
      const query = toQuery({ after, subjectId, noun, signals: onSignal && 'true' })
      const response = await send(`${base}/events${query}`, { headers, signal })
      if (!response.ok || !response.body) throw new ApiError(await readProblem(response))

      yield 'open'
      const parser = new EventSourceParserStream(onRetry ? { onRetry } : {})
      const messages = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(parser)
      for await (const { id, event, data } of iterate(messages)) {
        if (event === 'signal') {
          onSignal?.(JSON.parse(data) as Signal)
        } else {
          if (event !== 'cursor') yield JSON.parse(data) as Event
          onCursor?.(Number(id))
        }
      }
    },
  }
}

function headersOf({ apiKey, workspaceId }: ClientOptions): Headers {
  const headers = new Headers()
  if (apiKey) headers.set('authorization', `Bearer ${apiKey}`)
  if (workspaceId) headers.set('fairlead-workspace', workspaceId)
  return headers
}

function fillPath(path: string, params: Record<string, unknown> | undefined): string {
  return path.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(String(params?.[key])))
}

function toQuery(query: Record<string, unknown> | undefined): string {
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== null)
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs.map(([key, value]) => [key, String(value)]))}`
}

// A proxy in between may answer with a page of its own.
async function readProblem(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null)
  if (typeof body === 'object' && body !== null && 'code' in body) return body as Problem
  return {
    type: 'about:blank',
    title: response.statusText,
    status: response.status,
    code: 'unreadable_answer',
    detail: `The server answered ${response.status} without a problem document.`,
  }
}

// Safari's streams have no async iterator.
async function* iterate<T>(stream: ReadableStream<T>): AsyncGenerator<T> {
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
