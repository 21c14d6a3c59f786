import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { atExit, signal } from './signal.ts'

const main = path.join(import.meta.dirname, '..', '..', 'server', 'src', 'main.ts')
const clock = path.join(import.meta.dirname, 'clock.ts')

type Options = Readonly<{
  name: string
  role: 'web' | 'worker'
  port: number
  clockFile: string
  environment: Readonly<Record<string, string>>
}>

/** One of the servers, started again whenever it ends, as whatever looks after services does. */
export class ServerProcess {
  readonly name: string
  readonly role: 'web' | 'worker'
  readonly url: string
  /** How it ended, other than by our doing, after it had said that it was ready. */
  readonly ownEnds: string[] = []
  /** Lines that its log calls errors. */
  readonly errors: string[] = []
  /** What it logged last. */
  readonly #lastLines: string[] = []
  readonly #options: Options
  #child: ChildProcess | null = null
  #isReady = false
  #isPaused = false
  #isStopping = false
  #isClosed = false
  #isKilled = false
  #restMs = 0
  #living: Promise<void>

  constructor(options: Options) {
    this.#options = options
    this.name = options.name
    this.role = options.role
    this.url = `http://127.0.0.1:${options.port}`
    this.setClock(0)
    this.#living = this.#live()
  }

  get isReady(): boolean {
    return this.#isReady && !this.#isPaused && !this.#isStopping
  }

  get isStopping(): boolean {
    return this.#isStopping
  }

  /** It comes back after so long. */
  async kill(forMs: number): Promise<void> {
    const child = this.#child
    this.#restMs = forMs
    this.#isKilled = true
    if (child?.pid !== undefined && isRunning(child)) {
      signal(child.pid, 'SIGKILL')
      await once(child, 'exit')
    }
  }

  pause(): void {
    this.#isPaused = true
    if (this.#child?.pid !== undefined) signal(this.#child.pid, 'SIGSTOP')
  }

  resume(): void {
    this.#isPaused = false
    if (this.#child?.pid !== undefined) signal(this.#child.pid, 'SIGCONT')
  }

  setClock(offsetMs: number): void {
    writeFileSync(this.#options.clockFile, String(Math.round(offsetMs)))
  }

  /** Asks it to stop, as an upgrade does, and lets it be started again. Answers with its code, how long it took, and what it said last. */
  async restart(): Promise<{ code: number | null; ms: number; lastWords: string }> {
    const child = this.#child
    if (child?.pid === undefined || !isRunning(child)) return { code: 0, ms: 0, lastWords: '' }
    const from = performance.now()
    this.#isStopping = true
    signal(child.pid, 'SIGTERM')
    await once(child, 'exit')
    return { code: child.exitCode, ms: performance.now() - from, lastWords: this.#lastLines.join(' ') }
  }

  async untilReady(withinMs: number): Promise<boolean> {
    const until = performance.now() + withinMs
    while (!this.isReady && performance.now() < until) await sleep(25)
    return this.isReady
  }

  /** For good. */
  async close(): Promise<number | null> {
    this.#isClosed = true
    const child = this.#child
    this.resume()
    const { code } = await this.restart()
    if (child && isRunning(child)) child.kill('SIGKILL')
    await this.#living
    return code
  }

  async #live(): Promise<void> {
    while (!this.#isClosed) {
      const child = this.#spawn()
      const callOff = atExit(() => child.kill('SIGKILL'))
      const [code, how] = (await once(child, 'exit')) as [number | null, string | null]
      callOff()
      if (this.#isReady && !this.#isKilled && !this.#isStopping) {
        this.ownEnds.push(
          `${this.name} ended by itself with ${how ?? code}: ${this.errors.slice(-12).join(' ').slice(-800)}`,
        )
      }
      this.#isReady = false
      this.#isStopping = false
      this.#isKilled = false
      // Somebody may pause it while there is nothing to pause.
      this.#isPaused = false
      await sleep(this.#isClosed ? 0 : 100 + this.#restMs)
      this.#restMs = 0
    }
  }

  #spawn(): ChildProcess {
    const { role, port, clockFile, environment } = this.#options
    const child = spawn(process.execPath, ['--import', clock, main], {
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        PORT: String(port),
        HOST: '127.0.0.1',
        FAIRLEAD_ROLES: role,
        FAIRLEAD_LOG_LEVEL: 'info',
        FAIRLEAD_ALLOW_PRIVATE_NETWORK: 'true',
        CHAOS_CLOCK_FILE: clockFile,
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    for (const stream of [child.stdout, child.stderr]) {
      let rest = ''
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        const lines = (rest + chunk).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) this.#read(child, line)
      })
    }
    return child
  }

  #read(child: ChildProcess, line: string): void {
    if (child !== this.#child) return
    this.#lastLines.push(line.slice(0, 300))
    if (this.#lastLines.length > 5) this.#lastLines.shift()
    if (line.includes('"msg":"ready"')) this.#isReady = true
    if (/"level":(50|60)/.test(line) || !line.startsWith('{')) this.errors.push(line)
  }
}

/** What the logs call errors, and how often each came. */
export function tallyErrors(servers: readonly ServerProcess[]): readonly string[] {
  const kinds = servers.flatMap(({ errors }) =>
    errors.flatMap((line) => {
      const message = /"err":\{"type":"[^"]*","message":"((?:[^"\\]|\\.)*)"/.exec(line)?.[1]
      return message === undefined ? [] : [message.slice(0, 160)]
    }),
  )
  return [...Map.groupBy(kinds, (kind) => kind)]
    .sort((a, b) => b[1].length - a[1].length)
    .map(([kind, all]) => `${all.length} times: ${kind}`)
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null
}
