import type { Logger } from 'pino'
import type { OpenStream, Pass } from './stream.ts'

const slots = 20
/** A stream asks at every third of its turns whether its reader may still read. */
const turnsBetweenChecks = 3
const mostInOneCheck = 1000

/** One clock for everything open in the process: each second a twentieth of it has its turn. */
export class Wheel {
  readonly #log: Logger
  readonly #slots = Array.from({ length: slots }, () => new Map<OpenStream, number>())
  readonly #slotOf = new Map<OpenStream, number>()
  #next = 0
  #turn = 0

  constructor(log: Logger) {
    this.#log = log
  }

  get size(): number {
    return this.#slotOf.size
  }

  add(stream: OpenStream): void {
    const slot = this.#next
    this.#next = (this.#next + 1) % slots
    this.#slotOf.set(stream, slot)
    this.#slots[slot]!.set(stream, 0)
  }

  remove(stream: OpenStream): boolean {
    const slot = this.#slotOf.get(stream)
    if (slot === undefined) return false
    this.#slotOf.delete(stream)
    return this.#slots[slot]!.delete(stream)
  }

  all(): OpenStream[] {
    return [...this.#slotOf.keys()]
  }

  /** Each second. */
  turn(): void {
    const slot = this.#slots[this.#turn]!
    this.#turn = (this.#turn + 1) % slots
    const toCheck: OpenStream[] = []
    for (const [stream, turns] of slot) {
      stream.beat()
      if (!this.#slotOf.has(stream)) continue
      slot.set(stream, (turns + 1) % turnsBetweenChecks)
      if (turns + 1 === turnsBetweenChecks && stream.pass) toCheck.push(stream)
    }
    void this.check(toCheck)
  }

  /** Shows out whoever may no longer read: one question for all who are let in alike. */
  async check(streams: readonly OpenStream[]): Promise<void> {
    for (const [check, alike] of Map.groupBy(streams, ({ pass }) => pass?.check)) {
      for (let from = 0; check && from < alike.length; from += mostInOneCheck) {
        await this.#checkAlike(check, alike.slice(from, from + mostInOneCheck))
      }
    }
  }

  // A database that is away is no reason to go.
  async #checkAlike(check: Pass['check'], streams: readonly OpenStream[]): Promise<void> {
    try {
      const may = await check(streams.map(({ pass }) => pass?.holder))
      for (const [index, stream] of streams.entries()) if (may[index] === false) stream.end()
    } catch (error) {
      this.#log.debug({ err: error }, 'cannot ask who may still read; asking again in a minute')
    }
  }
}
