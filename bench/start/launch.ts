import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../e2e/stage/server.ts'
import { cpuOf } from '../load/cpu.ts'
import { beforeExit } from '../load/exit.ts'

const main = join(import.meta.dirname, '..', '..', 'scripts', 'start.ts')
const withinMs = 120_000

export type Launched = AsyncDisposable & Readonly<{ url: string; pid: number; start: Start }>

/** `cpuMs`: of the server's own process, whatever else the machine does meanwhile; null without /proc. */
export type Start = Readonly<{ ms: number; cpuMs: number | null }>

/** Starts a server with the database that comes along, and counts until `/readyz` says 200. */
export async function launch(dataDir: string, secret: string): Promise<Launched> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const began = performance.now()
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: String(port),
      FAIRLEAD_DATA_DIR: dataDir,
      FAIRLEAD_SECRET: secret,
      FAIRLEAD_LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const exited = once(child, 'exit')
  const stop = beforeExit(async () => {
    if (child.exitCode === null) child.kill()
    await exited
  })
  while (!(await isReady(url))) {
    if (child.exitCode !== null || performance.now() - began > withinMs) {
      await stop()
      throw new Error('The server did not become ready.')
    }
    await sleep(10)
  }
  const ms = Math.round(performance.now() - began)
  const cpu = await cpuOf(child.pid!)
  const start = { ms, cpuMs: cpu === null ? null : Math.round(cpu * 1_000) }
  return { url, pid: child.pid!, start, [Symbol.asyncDispose]: stop }
}

async function isReady(url: string): Promise<boolean> {
  return await fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  )
}
