export type Operation = 'send' | 'read' | 'upload' | 'locate' | 'download' | 'templates' | 'number' | 'subscribe'

/** What goes wrong with the next call. Several can be combined: a delay with an error, a drop with an early status. */
export type Fault = Readonly<{
  /** Which call; the next message sent unless said otherwise. */
  on?: Operation | 'any'
  /** How many calls; one unless said otherwise. */
  times?: number
  /** Answers with this status, and an error to match; nothing is done. */
  status?: number
  /** Answers with this error; nothing is done. */
  graphError?: Readonly<{ code: number; subcode?: number; message?: string; details?: string; isTransient?: boolean }>
  retryAfterSeconds?: number
  /** Does what was asked, and answers late. */
  delayMs?: number
  /** Cuts the connection before anything is done. */
  dropBeforeApply?: boolean
  /** Does what was asked, and cuts the connection instead of answering. */
  dropAfterApply?: boolean
  /** A gateway's page instead of an answer; nothing is done, unless `applies`. */
  html502?: boolean
  applies?: boolean
  /** Does what was asked, and answers half of it. */
  truncated?: boolean
  /** Posts the statuses of this message before answering. */
  statusBeforeResponse?: boolean
  /** Sends a download elsewhere. */
  redirectTo?: string
  /** Lets a download never end, without saying how long it is. */
  endless?: boolean
}>

export class Faults {
  #waiting: { fault: Fault; left: number }[] = []

  next(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1 })
  }

  clear(): void {
    this.#waiting = []
  }

  take(operation: Operation): Fault {
    const waiting = this.#waiting.find(({ fault: { on = 'send' } }) => on === 'any' || on === operation)
    if (waiting === undefined) return {}

    waiting.left -= 1
    if (waiting.left <= 0) this.#waiting = this.#waiting.filter((other) => other !== waiting)
    return waiting.fault
  }
}
