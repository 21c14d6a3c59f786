import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { chooseAccount, chooseRun, giveTo } from './embedded/account.ts'
import { createCluster, isCluster, owner } from './embedded/cluster.ts'
import { asDataFolderError, DataFolder, DataFolderError } from './embedded/data-folder.ts'
import type { Log } from './embedded/log-lines.ts'
import { stopOrphan } from './embedded/orphan.ts'
import { findPrograms } from './embedded/programs.ts'
import { isPortTaken, type Launch, launch, type Server } from './embedded/server.ts'

/**
 * The PostgreSQL that comes with Fairlead, living in the data folder.
 *
 * Who holds the folder's lock may touch the cluster: a second Fairlead is turned away, and a PostgreSQL that a killed
 * Fairlead left behind is stopped first. While we run, a PostgreSQL that dies is started again on the same port, so
 * that pools find it; when it keeps dying, `onCrash` hears of it.
 */
export class EmbeddedPostgres {
  readonly url: string
  readonly #launch: Launch
  readonly #stopping = new AbortController()
  readonly #crashListeners: ((error: DataFolderError) => void)[] = []
  readonly #supervision: Promise<void>
  #server: Server
  #stopped: Promise<void> | null = null

  private constructor(url: string, options: Launch, server: Server) {
    this.url = url
    this.#launch = options
    this.#server = server
    this.#supervision = this.#supervise()
  }

  /** Starts the database of the folder, which it makes if need be. Throws DataFolderError. */
  static async start(options: { dataDir: string; log: Log }): Promise<EmbeddedPostgres> {
    const folder = await DataFolder.open(options.dataDir)
    try {
      return await EmbeddedPostgres.#startIn(folder, options.log)
    } catch (error) {
      folder[Symbol.dispose]()
      throw asDataFolderError(error, folder.path)
    }
  }

  static async #startIn(folder: DataFolder, log: Log): Promise<EmbeddedPostgres> {
    const programs = await findPrograms()
    const account = await chooseAccount(folder.cluster)
    const run = await chooseRun(account, programs.postgres, folder.path)

    if (await isCluster(folder.cluster)) {
      await stopOrphan(folder.cluster, log)
      await giveTo(account, folder.cluster)
    } else {
      log('info', `Making a new database in ${folder.path}`)
      await createCluster(folder, programs, run, account)
    }

    const { server, port } = await launchOnFreePort({ folder, programs, run, log })
    try {
      const url = `postgres://${owner}:${await folder.password()}@127.0.0.1:${port}/${owner}`
      await ensureDatabase(url)
      return new EmbeddedPostgres(url, { folder, programs, run, port, log }, server)
    } catch (error) {
      await server.stop()
      throw error
    }
  }

  /** Calls the listener when the database is gone and does not come back. */
  onCrash(listener: (error: DataFolderError) => void): void {
    this.#crashListeners.push(listener)
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop()
    return this.#stopped
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  async #stop(): Promise<void> {
    this.#stopping.abort()
    await this.#server.stop()
    await this.#supervision
    this.#launch.folder[Symbol.dispose]()
  }

  async #supervise(): Promise<void> {
    const { log } = this.#launch
    const { signal } = this.#stopping
    let crashes: number[] = []
    let reason = await this.#server.ended
    let cause: unknown

    while (!signal.aborted) {
      const now = performance.now()
      crashes = [...crashes.filter((at) => now - at < 60_000), now]
      const waitMs = backOffMs[crashes.length - 1]
      if (waitMs === undefined) return this.#giveUp(cause)

      log('error', `PostgreSQL ended ${reason}; starting it again`)
      try {
        await sleep(waitMs, undefined, { signal })
        this.#server = await launch(this.#launch, signal)
        log('info', 'PostgreSQL is running again')
        cause = undefined
        reason = await this.#server.ended
      } catch (error) {
        cause = error
        reason = 'while starting'
      }
    }
  }

  #giveUp(cause: unknown): void {
    const { folder, log } = this.#launch
    const reason = `PostgreSQL in ${folder.path} ended ${backOffMs.length + 1} times within a minute.`
    const code = cause instanceof DataFolderError ? cause.code : 'database_failed'
    const error = new DataFolderError(code, folder.path, reason, { cause })

    log('error', error.message)
    for (const listener of this.#crashListeners) listener(error)
  }
}

const backOffMs = [0, 250, 500, 1_000, 2_000]

async function launchOnFreePort(options: Omit<Launch, 'port'>): Promise<{ server: Server; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort()
    try {
      return { server: await launch({ ...options, port }, new AbortController().signal), port }
    } catch (error) {
      // Somebody may take the port between our asking for it and PostgreSQL's.
      if (!isPortTaken(error) || attempt === 5) throw error
    }
  }
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1')
  return address.port
}

// Also proves that the password in the folder is the database's.
async function ensureDatabase(url: string): Promise<void> {
  const maintenance = new URL(url)
  maintenance.pathname = '/postgres'

  const client = new Client(maintenance.href)
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [owner])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${owner}`)
  } finally {
    await client.end()
  }
}
