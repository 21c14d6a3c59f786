import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { compileCache } from '../../server/src/testing/compile-cache.ts'

const main = join(import.meta.dirname, '..', '..', 'server', 'src', 'main.ts')
const readyWithinMs = 60_000

export type RunningServer = Readonly<{
  url: string
  process: ChildProcess
  /** Everything it said so far. */
  output: () => string
  stop: () => Promise<number | null>
  /** As by `kill -9`: nothing is tidied up. */
  kill: () => Promise<void>
}>

/** Starts a whole server as its users do: a process of its own, spoken to over HTTP only. */
export async function startServer(
  environment: Record<string, string>,
  options: { port?: number } = {},
): Promise<RunningServer> {
  const port = options.port ?? (await freePort())
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      ...compileCache(),
      PORT: String(port),
      FAIRLEAD_PUBLIC_URL: url,
      FAIRLEAD_LOG_LEVEL: 'info',
      FAIRLEAD_ALLOW_PRIVATE_NETWORK: 'true',
      // At the best, each server would spend six seconds of CPU on the app's files.
      FAIRLEAD_BROTLI_QUALITY: '4',
      // Who is connected to WhatsApp is asked for templates at once: nobody real hears of it.
      FAIRLEAD_META_URL: 'http://127.0.0.1:9',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const exited = once(child, 'exit')

  await untilReady(child, environment.FAIRLEAD_ROLES === 'worker' ? null : url, () => output)
  return {
    url,
    process: child,
    output: () => output,
    async stop() {
      if (child.exitCode === null) child.kill('SIGTERM')
      await exited
      return child.exitCode
    },
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** A folder for one server's data, removed at the end. */
export async function makeDataDir(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'fairlead-e2e-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** Asks until the answer is what is waited for, or says what it was last. */
export async function eventually<T>(
  ask: () => Promise<T> | T,
  isEnough: (value: T) => boolean,
  withinMs = 20_000,
): Promise<T> {
  const until = Date.now() + withinMs
  for (;;) {
    const value = await ask()
    if (isEnough(value)) return value
    if (Date.now() > until) throw new Error(`not within ${withinMs} ms; last: ${JSON.stringify(value)}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Waits until what is asked for is what is expected, and tells the difference where it does not become so. */
export async function becomes<T>(ask: () => Promise<T> | T, expected: T): Promise<void> {
  await eventually(ask, (value) => isDeepStrictEqual(value, expected)).catch(async () =>
    assert.deepEqual(await ask(), expected),
  )
}

// A worker answers no requests: it says in its log that it is ready.
async function untilReady(child: ChildProcess, url: string | null, output: () => string): Promise<void> {
  const until = Date.now() + readyWithinMs
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${output()}`)
    const isReady = url === null ? output().includes('"ready"') : await answers(`${url}/readyz`)
    if (isReady) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  child.kill('SIGKILL')
  throw new Error(`the server was not ready within ${readyWithinMs} ms:\n${output()}`)
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )
}
