import { join } from 'node:path'
import { drain } from '../../server/src/assignment/assign.ts'
import { Database } from '../../server/src/db/database.ts'
import type { Webhooks } from '../intake/requests.ts'
import { markNow, untilAllAssigned, verify } from '../intake/verify.ts'
import { cpuOf, cpuOfPostgres } from '../load/cpu.ts'
import { beforeExit } from '../load/exit.ts'
import { addHistory, addWaiting, closeAll } from '../load/history.ts'
import { type Fairlead, startFairlead } from '../load/installation.ts'
import { Load } from '../load/load.ts'
import { addCustomers, appSecret, makeBusyWorkspace, secret, type Workspace } from '../load/workspace.ts'
import type { Size } from './points.ts'

/** Milliseconds for one. `cpu`: of the server and PostgreSQL; null where there is no /proc. */
export type Cost = Readonly<{ wall: number; cpu: number | null }>

type Place = Readonly<{ url: string; postgresFolder: string }>

const idPrefix = 'wamid.bench.'
const connections = 32
/** Where there are fewer conversations in the past, others are known who have none. */
const fewestCustomers = 4000

/** A company of one size, in a database and with a server of its own. */
export class Point {
  readonly #place: Place
  readonly #database: Database
  readonly #workspace: Workspace
  readonly #customers: number
  readonly #burst: number
  #fairlead: Fairlead | null = null
  #load: Load | null = null
  #stop: (() => Promise<void>) | null = null

  private constructor(place: Place, database: Database, workspace: Workspace, customers: number, burst: number) {
    this.#place = place
    this.#database = database
    this.#workspace = workspace
    this.#customers = customers
    this.#burst = burst
  }

  /** On a database with our tables and nothing in them. `burst`: how many messages or assignments are timed at once. */
  static async make(place: Place, size: Size, burst: number): Promise<Point> {
    const database = new Database(place.url, { maxConnections: 5 })
    const workspace = await makeBusyWorkspace(database, size)
    const customers = Math.max(size.conversations, fewestCustomers)
    await addHistory(database.pool, workspace, size.conversations)
    if (customers > size.conversations) await addCustomers(database, workspace, customers, size.conversations + 1)
    await database.pool.query('VACUUM ANALYZE')
    return new Point(place, database, workspace, customers, burst)
  }

  /** Assigns what waits, in this process; no server may be there. */
  async drain(): Promise<Cost> {
    const { id: workspaceId, teamIds } = this.#workspace
    await addWaiting(this.#database.pool, this.#workspace, this.#burst, this.#customers)
    const cpu = await this.#cpuWith(process.pid)
    const from = performance.now()
    const assigned = await drain(this.#database, { workspaceId, teamId: teamIds[0]!, trigger: 'opened' })
    const ms = performance.now() - from
    const cpuAfter = await this.#cpuWith(process.pid)
    if (assigned !== this.#burst) throw new Error(`${assigned} of ${this.#burst} were assigned.`)
    await closeAll(this.#database.pool, this.#workspace)
    return { wall: ms / assigned, cpu: costOf(cpu, cpuAfter, assigned) }
  }

  /** Starts its server. `bursts`: how often `takeIn` will be called. */
  async open(bursts: number): Promise<void> {
    this.#fairlead = await startFairlead(this.#place.url, { secret })
    const webhooks: Webhooks = {
      host: new URL(this.#fairlead.url).host,
      appSecret,
      channels: this.#workspace.channels,
      customers: this.#customers,
      burst: this.#burst,
      bursts,
      idPrefix,
      seed: 1,
    }
    this.#load = await Load.start({
      url: this.#fairlead.url,
      connections,
      requests: { module: join(import.meta.dirname, '..', 'intake', 'requests.ts'), options: webhooks },
    })
    // A server that is held still cannot be asked to stop.
    this.#stop = beforeExit(async () => {
      this.#goOn()
      await this.#load?.[Symbol.asyncDispose]()
      await this.#fairlead?.[Symbol.asyncDispose]()
    })
    this.#holdStill()
  }

  /** Takes in a burst, until its last is assigned. */
  async takeIn(): Promise<Cost> {
    const { id: workspaceId } = this.#workspace
    const [fairlead, load] = [this.#fairlead!, this.#load!]
    this.#goOn()
    const since = await markNow(this.#database, workspaceId)
    const cpu = await this.#cpuWith(fairlead.pid)
    const report = await load.run({ count: this.#burst })
    await untilAllAssigned(this.#database, workspaceId)
    const cpuAfter = await this.#cpuWith(fairlead.pid)
    const wanted = { workspaceId, since, idPrefix, acknowledged: report }
    const { lost, lastAssignedAt } = await verify(this.#database, wanted)
    if (report.errors > 0 || lost > 0) {
      throw new Error(`${report.errors} errors ${JSON.stringify(report.problems)}, ${lost} lost`)
    }
    await closeAll(this.#database.pool, this.#workspace)
    this.#holdStill()
    return {
      wall: (Math.max(report.endedAt, lastAssignedAt) - report.startedAt) / report.count,
      cpu: costOf(cpu, cpuAfter, report.count),
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stop?.()
    await this.#database[Symbol.asyncDispose]()
  }

  async #cpuWith(pid: number): Promise<number | null> {
    const [own, postgres] = await Promise.all([cpuOf(pid), cpuOfPostgres(this.#place.postgresFolder)])
    return own === null || postgres === null ? null : own + postgres
  }

  // The servers of other sizes have work of their own to do meanwhile, of which the largest would have the most.
  #holdStill(): void {
    if (process.platform !== 'win32') this.#fairlead?.server.process.kill('SIGSTOP')
  }

  #goOn(): void {
    if (process.platform !== 'win32') this.#fairlead?.server.process.kill('SIGCONT')
  }
}

function costOf(before: number | null, after: number | null, count: number): number | null {
  return before === null || after === null ? null : ((after - before) * 1000) / count
}
