import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { beforeExit } from '../load/exit.ts'
import type { Order, Tally, Told } from './read.ts'

/** Many streams that are read in a process of their own. */
export class Readers {
  readonly #child: ChildProcess
  readonly #stop: () => Promise<void>

  constructor() {
    const child = fork(join(import.meta.dirname, 'read.ts'), [])
    this.#child = child
    this.#stop = beforeExit(async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.kill()
      await exited
    })
  }

  /** Answers how many seconds it took. */
  async open(order: Omit<Extract<Order, { kind: 'open' }>, 'kind'>): Promise<number> {
    return secondsOf(await this.#ask({ kind: 'open', ...order }))
  }

  /** Cuts all, has them come back as the app does, and answers in how many seconds all had what they missed. */
  async reconnect(): Promise<number> {
    return secondsOf(await this.#ask({ kind: 'reconnect' }))
  }

  async tell(order: Extract<Order, { kind: 'measure' | 'catch-up' | 'close' }>): Promise<Tally> {
    const told = await this.#ask(order)
    if (told.kind !== 'tally') throw new Error('The readers did not answer with their tally.')
    return told
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stop()
  }

  async #ask(order: Order): Promise<Told> {
    const ended = new AbortController()
    const answer = Promise.race([
      once(this.#child, 'message', { signal: ended.signal }).then(([told]: Told[]) => told!),
      once(this.#child, 'exit', { signal: ended.signal }).then((): Told => {
        throw new Error('The readers ended early.')
      }),
    ])
    this.#child.send(order)
    try {
      const told = await answer
      if (told.kind === 'failed') throw new Error(`The readers cannot go on: ${told.problem}`)
      return told
    } finally {
      ended.abort()
    }
  }
}

function secondsOf(told: Told): number {
  if (told.kind !== 'opened') throw new Error('The readers did not open.')
  return Math.round(told.seconds * 100) / 100
}
