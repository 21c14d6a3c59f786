import { setTimeout as sleep } from 'node:timers/promises'
import type { ServerProcess } from './server-process.ts'

type Options = RequestInit & {
  /** Whether doing it twice does no harm: then it is tried elsewhere when no good answer comes. */
  isRepeatable?: boolean
  /** How long one server has to answer; for ever for a stream. */
  withinMs?: number | null
}

/**
 * Sends requests to servers in turn, as a load balancer does: past those that refuse the connection, and, for what may
 * be repeated, past those that break it, are silent, or say that they cannot now.
 */
export class Fleet {
  /** How often which status was answered; `none` when a connection broke or nothing came in time. */
  readonly answers = new Map<string, number>()
  /** Requests that a server answered with 5xx while it was stopping and nothing else was wrong. */
  readonly refusedWhileStopping: string[] = []
  /** Tells of faults of the database, in which no server can do its work. */
  isDatabaseWell: () => boolean = () => true
  readonly #servers: readonly ServerProcess[]
  readonly #refusedAt = new Map<ServerProcess, number>()
  #next = 0

  constructor(servers: readonly ServerProcess[]) {
    this.#servers = servers.filter(({ role }) => role === 'web')
  }

  /** A `fetch` for paths; throws when no server answers. */
  async fetch(path: string, { isRepeatable = false, withinMs = 4000, ...init }: Options = {}): Promise<Response> {
    let last: unknown = new Error('no server answers')
    for (const server of this.#inTurn()) {
      const { method = 'GET' } = init
      const wasWell = this.isDatabaseWell()
      try {
        const answer = await fetch(server.url + path, { ...init, signal: signalOf(init.signal, withinMs) })
        const response = withinMs === null ? answer : await whole(answer)
        this.#count(String(response.status))
        this.#refusedAt.delete(server)
        if (response.status < 500) return response

        if (server.isStopping && wasWell && this.isDatabaseWell()) {
          this.refusedWhileStopping.push(`${method} ${path} was answered with ${response.status} by ${server.name}`)
        }
        if (!isRepeatable) return response
        await response.body?.cancel()
        last = new Error(`${response.status} from ${server.name}`)
      } catch (error) {
        if (init.signal?.aborted) throw error
        this.#count(codeOf(error) || (error instanceof Error ? error.name : 'none'))
        last = error
        const isRefused = codeOf(error) === 'ECONNREFUSED'
        if (isRefused) this.#refusedAt.set(server, performance.now())
        if (!isRefused && !isRepeatable) throw error
      }
    }
    throw last
  }

  /** Again and again, until it is answered with one of the statuses. Answers with null when it is over before. */
  async insist(
    path: string,
    init: Options,
    { isGood, isOver }: { isGood: (status: number) => boolean; isOver: () => boolean },
  ): Promise<Response | null> {
    for (let tries = 0; ; tries += 1) {
      const response = await this.fetch(path, { ...init, isRepeatable: true }).catch(() => null)
      if (response && isGood(response.status)) return response
      await response?.body?.cancel()
      if (isOver()) return null
      await sleep(Math.min(100 * 2 ** tries, 1500))
    }
  }

  // Who refused a moment ago comes last.
  #inTurn(): ServerProcess[] {
    const now = performance.now()
    this.#next += 1
    const rotated = this.#servers.map((_, index) => this.#servers[(this.#next + index) % this.#servers.length]!)
    const isOut = (server: ServerProcess) => now - (this.#refusedAt.get(server) ?? -Infinity) < 300
    return [...rotated.filter((server) => !isOut(server)), ...rotated.filter(isOut)]
  }

  #count(what: string): void {
    this.answers.set(what, (this.answers.get(what) ?? 0) + 1)
  }
}

// A connection can break in the middle of an answer, too.
async function whole(answer: Response): Promise<Response> {
  const { status, headers } = answer
  const body = await answer.arrayBuffer()
  return new Response(body.byteLength === 0 ? null : body, { status, headers })
}

function signalOf(given: AbortSignal | null | undefined, withinMs: number | null): AbortSignal | null {
  const signals = [...(given ? [given] : []), ...(withinMs === null ? [] : [AbortSignal.timeout(withinMs)])]
  return signals.length === 0 ? null : AbortSignal.any(signals)
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : null
  return cause instanceof Error && 'code' in cause ? String(cause.code) : ''
}
