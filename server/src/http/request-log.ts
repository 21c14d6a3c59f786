import type { Logger } from 'pino'
import type { Caller } from './endpoint.ts'

const slowMs = 1_000
const mostPerSecond = 20

type Served = Readonly<{
  requestId: string
  method: string
  route: string
  status: number
  ms: number
  path: string
  caller: Caller | null
}>

/**
 * A line for each request: who, what and how long, never what was said. Failed and slow ones are worth reading at any
 * time; when there are thousands of them, the first of each second are.
 */
export class RequestLog {
  #second = 0
  #written = 0
  #left = 0

  write(log: Logger, { requestId, method, route, status, ms, path, caller }: Served): void {
    const isRemarkable = status >= 500 || ms >= slowMs
    if (!isRemarkable && !log.isLevelEnabled('debug')) return
    const conversationId = conversationOf(path)
    const line = {
      requestId,
      method,
      route,
      status,
      ms: Math.round(ms),
      ...(caller ? { workspaceId: caller.workspaceId, memberId: caller.memberId } : {}),
      ...(conversationId === undefined ? {} : { conversationId }),
    }
    if (isRemarkable && this.#hasRoom()) log.info({ ...line, ...this.#takeLeft() }, 'request')
    else log.debug(line, 'request')
  }

  #hasRoom(): boolean {
    const second = Math.floor(performance.now() / 1000)
    if (second !== this.#second) {
      this.#second = second
      this.#written = 0
    }
    this.#written += 1
    const hasRoom = this.#written <= mostPerSecond
    if (!hasRoom) this.#left += 1
    return hasRoom
  }

  #takeLeft(): { leftOut?: number } {
    const leftOut = this.#left
    this.#left = 0
    return leftOut === 0 ? {} : { leftOut }
  }
}

/** The conversation that a path speaks of. */
export function conversationOf(path: string): string | undefined {
  return /\/conversations\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/|$)/i.exec(path)?.[1]
}
