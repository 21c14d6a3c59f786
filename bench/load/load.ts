import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { beforeExit } from './exit.ts'
import type { Told } from './generate.ts'

/** What a module of requests exports as `makeRequests`: whole HTTP/1.1 requests, as they go over the wire. */
export type MakeRequests = (options: never) => readonly Buffer[]

export type Plan = Readonly<{
  /** Where the requests go: `http://127.0.0.1:<port>`. */
  url: string
  connections: number
  /** The file that makes them, in the generator's own process and before any clock starts, and what it is told. */
  requests: Readonly<{ module: string; options: unknown }>
}>

export type Stretch = Readonly<{
  /** Ends after so long or so many, whichever comes first, or when the requests are used up. */
  seconds?: number
  count?: number
  /** Requests a second; left out, every connection sends its next when the answer came. */
  perSecond?: number
}>

/** What became of the requests `first` to before `end`, by their index. */
export type Report = Readonly<{
  first: number
  end: number
  /** Answered 200. */
  count: number
  errors: number
  problems: Readonly<Record<string, number>>
  /** The indexes of those that were not answered 200. */
  failed: readonly number[]
  p50Ms: number
  p99Ms: number
  maxMs: number
  seconds: number
  /** Milliseconds since the epoch. */
  startedAt: number
  endedAt: number
  cpuSeconds: number
}>

/**
 * A load generator in a process of its own. It shares the machine with what it measures, so it does as little as can
 * be: requests are made before, answers are read only as far as to know that they are whole and what their status is.
 */
export class Load {
  readonly requests: number
  readonly #child: ChildProcess
  readonly #stop: () => Promise<void>

  private constructor(child: ChildProcess, stop: () => Promise<void>, requests: number) {
    this.#child = child
    this.#stop = stop
    this.requests = requests
  }

  /** Answers once all requests are made. */
  static async start(plan: Plan): Promise<Load> {
    const child = fork(join(import.meta.dirname, 'generate.ts'))
    const stop = beforeExit(async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.kill()
      await exited
    })
    const heard = hear(child)
    // As a message: an argument may have no more than 128 kB on Linux.
    child.send(plan)
    const told = await heard
    if (told.kind !== 'ready') throw new Error('The load generator did not begin by being ready.')
    return new Load(child, stop, told.requests)
  }

  /** Goes on with the next requests, on connections of this stretch. */
  async run(stretch: Stretch): Promise<Report> {
    const heard = hear(this.#child)
    this.#child.send(stretch)
    const told = await heard
    if (told.kind !== 'report') throw new Error('The load generator did not report.')
    return told.report
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stop()
  }
}

async function hear(child: ChildProcess): Promise<Told> {
  const ended = new AbortController()
  try {
    return await Promise.race([
      once(child, 'message', { signal: ended.signal }).then(([told]: Told[]) => told!),
      once(child, 'exit', { signal: ended.signal }).then(() => {
        throw new Error('The load generator ended early.')
      }),
    ])
  } finally {
    ended.abort()
  }
}
