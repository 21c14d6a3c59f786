import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeDataDir } from './data-dir.ts'
import { Refusal } from './refusal.ts'

const main = join(import.meta.dirname, '..', '..', 'server', 'src', 'main.ts')
/** The first start makes a database. */
const readyWithinMs = 90_000
/** It promises to stop within this, and the demo has to end even when it does not. */
const stopsWithinMs = 9_700

/** The server, as its users run it: a process of its own, whose log goes to a file in the data folder. */
export class ServerProcess {
  readonly #child: ChildProcess
  readonly #exited: Promise<unknown>

  private constructor(child: ChildProcess) {
    this.#child = child
    this.#exited = once(child, 'exit')
  }

  /** Resolves when it answers. @throws {Refusal} with its own words when it ended instead. */
  static async start(
    { url, dataDir, environment }: Readonly<{ url: string; dataDir: string; environment: NodeJS.ProcessEnv }>,
    signal: AbortSignal,
  ): Promise<ServerProcess> {
    await makeDataDir(dataDir)
    await using log = await open(logFileIn(dataDir), 'w')
    const child = spawn(process.execPath, [main], { env: environment, stdio: ['ignore', log.fd, 'pipe'] })
    let words = ''
    child.stderr?.on('data', (chunk) => {
      words = `${words}${chunk}`.slice(-4000)
    })

    const server = new ServerProcess(child)
    try {
      await server.#untilReady(url, signal)
      return server
    } catch (error) {
      const hasEnded = child.exitCode !== null
      await server.stop()
      throw hasEnded ? new Refusal(words.trim() || `The server ended with ${child.exitCode}.`) : error
    }
  }

  /** Resolves when the process is gone. */
  async ended(): Promise<void> {
    await this.#exited
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill('SIGTERM')
      const killing = setTimeout(() => this.#child.kill('SIGKILL'), stopsWithinMs)
      await this.#exited
      clearTimeout(killing)
    }
  }

  async #untilReady(url: string, signal: AbortSignal): Promise<void> {
    for (const until = Date.now() + readyWithinMs; Date.now() < until; ) {
      if (this.#child.exitCode !== null) throw new Error('the server ended')
      const isReady = await fetch(`${url}/readyz`, { signal }).then(
        ({ ok }) => ok,
        () => false,
      )
      if (isReady) return
      await sleep(100, undefined, { signal })
    }
    throw new Refusal(`The server was not ready within ${readyWithinMs / 1000} s.`)
  }
}

export function logFileIn(dataDir: string): string {
  return join(dataDir, 'server.log')
}
