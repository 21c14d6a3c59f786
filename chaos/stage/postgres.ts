import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../e2e/stage/server.ts'
import { chooseAccount, chooseRun, giveTo } from '../../server/src/db/embedded/account.ts'
import { createCluster, owner } from '../../server/src/db/embedded/cluster.ts'
import { DataFolder } from '../../server/src/db/embedded/data-folder.ts'
import { stopOrphan } from '../../server/src/db/embedded/orphan.ts'
import { findPrograms } from '../../server/src/db/embedded/programs.ts'
import { type Launch, launch, type Server } from '../../server/src/db/embedded/server.ts'
import { query } from '../../server/src/db/testing.ts'
import { atExit, childrenOf, signal } from './signal.ts'

/** A real PostgreSQL that may be killed, paused and started again on the same data and port. */
export class Postgres {
  readonly #launch: Launch
  readonly #password: string
  readonly #stopping = new AbortController()
  readonly #words: string[]
  #server: Server | null = null
  #living: Promise<void> = Promise.resolve()
  #callOff = (): void => undefined
  /** Not started again before. */
  #restAt = 0

  private constructor(options: Launch, password: string, words: string[]) {
    this.#launch = options
    this.#password = password
    this.#words = words
  }

  static async start(dataDir: string): Promise<Postgres> {
    const folder = await DataFolder.open(dataDir)
    const programs = await findPrograms()
    const account = await chooseAccount(folder.cluster)
    const run = await chooseRun(account, programs.postgres, folder.path)
    await createCluster(folder, programs, run, account)
    await giveTo(account, folder.cluster)
    const words: string[] = []
    const options = {
      folder,
      programs,
      run,
      port: await freePort(),
      log: (level: string, line: string) => {
        if (level !== 'debug') words.push(line)
      },
    }
    const postgres = new Postgres(options, await folder.password(), words)
    postgres.#server = await launch(options, postgres.#stopping.signal)
    postgres.#living = postgres.#supervise()
    postgres.#callOff = atExit(() => {
      const pid = postgres.#pid()
      if (pid !== null) signal(pid, 'SIGKILL')
    })
    // So that the disk it lives on may be small.
    await query(postgres.urlOf('postgres'), "ALTER SYSTEM SET max_wal_size = '96MB'")
    await query(postgres.urlOf('postgres'), "ALTER SYSTEM SET min_wal_size = '32MB'")
    await query(postgres.urlOf('postgres'), 'SELECT pg_reload_conf()')
    await query(postgres.urlOf('postgres'), `CREATE DATABASE ${owner}`)
    return postgres
  }

  get port(): number {
    return this.#launch.port
  }

  /** Straight, or through a line that begins at another port. */
  urlOf(database: string = owner, port = this.port): string {
    return `postgres://${owner}:${this.#password}@127.0.0.1:${port}/${database}`
  }

  /** What it wrote to its log. */
  words(): readonly string[] {
    return this.#words
  }

  /** As when its machine fails; it comes back after so long. */
  async kill(forMs: number): Promise<void> {
    this.#restAt = performance.now() + forMs
    const pid = this.#pid()
    if (pid === null) return
    const pids = [pid, ...(await childrenOf(pid))]
    for (const each of pids) signal(each, 'SIGKILL')
  }

  async pause(): Promise<() => void> {
    const pid = this.#pid()
    const pids = pid === null ? [] : [pid, ...(await childrenOf(pid))]
    for (const each of pids) signal(each, 'SIGSTOP')
    return () => {
      for (const each of pids) signal(each, 'SIGCONT')
    }
  }

  /** Ends one of its processes that serves somebody: politely, or so that all others have to begin anew. */
  async loseBackend(target: number, how: 'terminate' | 'kill'): Promise<void> {
    const rows = await query<{ pid: number }>(
      this.urlOf('postgres'),
      `SELECT pid FROM pg_stat_activity WHERE datname = '${owner}' AND application_name <> 'chaos' ORDER BY pid`,
    )
    const pid = rows[Math.floor(target * rows.length)]?.pid
    if (pid === undefined) return
    if (how === 'kill') signal(pid, 'SIGKILL')
    else await query(this.urlOf('postgres'), `SELECT pg_terminate_backend(${pid})`)
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#server?.stop()
    await this.#living
    this.#callOff()
    this.#launch.folder[Symbol.dispose]()
  }

  async #supervise(): Promise<void> {
    const { signal: stopping } = this.#stopping
    while (!stopping.aborted) {
      await this.#server?.ended
      this.#server = null
      if (stopping.aborted) return
      try {
        await sleep(Math.max(50, this.#restAt - performance.now()), undefined, { signal: stopping })
        await stopOrphan(this.#launch.folder.cluster, () => undefined)
        this.#server = await launch(this.#launch, stopping)
      } catch {
        // The disk may still be full: again, until it comes up.
        await sleep(250)
      }
    }
  }

  #pid(): number | null {
    const pid = Number.parseInt(readIfThere(path.join(this.#launch.folder.cluster, 'postmaster.pid')), 10)
    return this.#server !== null && pid > 1 ? pid : null
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
