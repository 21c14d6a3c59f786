import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningServer, startServer } from '../../e2e/stage/server.ts'
import { EmbeddedPostgres } from '../../server/src/db/embedded.ts'
import { query } from '../../server/src/db/testing.ts'
import { beforeExit } from './exit.ts'

export type Postgres = AsyncDisposable & Readonly<{ url: string; folder: string }>

/** A PostgreSQL as a user would have it, in a folder of its own that goes with it, also on Ctrl-C. */
export async function startPostgres(): Promise<Postgres> {
  const folder = await mkdtemp(join(tmpdir(), 'fairlead-bench-'))
  const starting = EmbeddedPostgres.start({ dataDir: folder, log: () => undefined })
  const stop = beforeExit(async () => {
    const postgres = await starting.catch(() => null)
    await postgres?.stop()
    await rm(folder, { recursive: true, force: true })
  })
  try {
    const { url } = await starting
    return { url, folder, [Symbol.asyncDispose]: stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** A database of that name, with all that is in the one at `url`, to which nobody may be connected. */
export async function cloneDatabase(url: string, name: string): Promise<string> {
  const from = new URL(url)
  const maintenance = new URL(url)
  maintenance.pathname = '/postgres'
  await query(maintenance.href, `CREATE DATABASE ${name} TEMPLATE ${from.pathname.slice(1)}`)
  from.pathname = `/${name}`
  return from.href
}

export type Fairlead = AsyncDisposable & Readonly<{ server: RunningServer; url: string; pid: number }>

/** Does something with a server; when that fails, what the server said last tells why. */
export async function explaining<T>({ server }: Fairlead, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw new Error(`The server said last:\n${server.output().slice(-4000)}`, { cause })
  }
}

/** One server process with all roles, as its users start it, on a database that is there. */
export async function startFairlead(
  databaseUrl: string,
  options: Readonly<{ secret: string; cpuProf?: string | undefined; environment?: Record<string, string> }>,
): Promise<Fairlead> {
  const folder = await mkdtemp(join(tmpdir(), 'fairlead-bench-'))
  const starting = startServer({
    DATABASE_URL: databaseUrl,
    FAIRLEAD_DATA_DIR: folder,
    FAIRLEAD_SECRET: options.secret,
    ...(options.cpuProf ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${options.cpuProf}` } : {}),
    ...options.environment,
  })
  const stop = beforeExit(async () => {
    const server = await starting.catch(() => null)
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  })
  try {
    const server = await starting
    return { server, url: server.url, pid: server.process.pid!, [Symbol.asyncDispose]: stop }
  } catch (error) {
    await stop()
    throw error
  }
}
