import { setTimeout as sleep } from 'node:timers/promises'
import type { Crowd } from '../bench/channels/crowd.ts'
import type { Fault, FaultKind, Storm } from './plan.ts'
import type { Stage } from './stage/open.ts'
import type { ServerProcess } from './stage/server-process.ts'

/** A fault that was done, and when. */
export type Done = Readonly<{ kind: FaultKind; at: number }>

/** Does to the system what the plan says, and mends each thing in its time. */
export class Nemesis {
  readonly done: Done[] = []
  /** What a restart that nothing disturbed should not have done. */
  readonly wrong: string[] = []
  readonly #stage: Stage
  readonly #say: (line: string) => void
  readonly #underWay = new Set<Promise<void>>()
  /** Faults, other than of the provider, that are being suffered now. */
  #active = 0
  #harms = 0
  #databaseHarmedAt = 0
  #databaseHarms = 0

  constructor(stage: Stage, say: (line: string) => void) {
    this.#stage = stage
    this.#say = say
    stage.fleet.isDatabaseWell = () => this.#databaseHarms === 0 && performance.now() - this.#databaseHarmedAt > 3000
  }

  get #providers(): readonly Crowd['faults'][] {
    const { graph, world } = this.#stage
    return [graph.faults, ...world.providers.map(({ crowd }) => crowd.faults)]
  }

  /** One storm after the other; each time, `untilServed` waits for service to return. */
  async torment(storms: readonly Storm[], untilServed: () => Promise<unknown>): Promise<void> {
    for (const { faults, calm, quietMs } of storms) {
      const from = performance.now()
      for (const fault of faults) {
        await sleep(Math.max(0, fault.atMs - (performance.now() - from)))
        this.#begin(fault)
      }
      await Promise.all(this.#underWay)
      await untilServed()
      this.#say('quiet')
      await sleep(calm.atMs)
      this.#begin(calm)
      await sleep(quietMs - calm.atMs)
      await Promise.all(this.#underWay)
    }
  }

  /** Everything is as it should be again, from outside. */
  async heal(): Promise<void> {
    const { servers, lineOf, door, otherSystem, disk, databaseDisk } = this.#stage
    for (const faults of this.#providers) faults.clear()
    door.heal()
    otherSystem.heal()
    await disk.empty()
    await databaseDisk.empty()
    for (const server of servers) {
      server.resume()
      server.setClock(0)
      lineOf(server).heal()
    }
    for (const server of servers) {
      if (!(await server.untilReady(45_000)))
        this.wrong.push(`${server.name} does not come back: ${server.errors.at(-1)}`)
    }
  }

  #begin(fault: Fault): void {
    const doing = this.#suffer(fault).catch((error: unknown) => {
      this.wrong.push(`${fault.kind} could not be done: ${error}`)
    })
    this.#underWay.add(doing)
    void doing.finally(() => this.#underWay.delete(doing))
  }

  async #suffer(fault: Fault): Promise<void> {
    const isOutside = fault.kind.startsWith('provider') || fault.kind.startsWith('webhook')
    const isDatabase = /^(database|backend|network|restart_everything)/.test(fault.kind)
    if (!isOutside) {
      this.#active += 1
      this.#harms += 1
    }
    if (isDatabase) this.#databaseHarms += 1
    const at = performance.now()
    try {
      this.#say(`${fault.kind} for ${Math.round(fault.ms)} ms, ${fault.target.toFixed(2)} ${fault.amount.toFixed(2)}`)
      if (await this.#do(fault)) this.done.push({ kind: fault.kind, at })
    } finally {
      if (!isOutside) this.#active -= 1
      if (isDatabase) {
        this.#databaseHarms -= 1
        this.#databaseHarmedAt = performance.now()
      }
    }
  }

  // Whether it could be done: what is down cannot be paused.
  async #do({ kind, ms, target, amount }: Fault): Promise<boolean> {
    const { postgres, door, disk, databaseDisk, servers, lineOf } = this.#stage
    const provider = () => this.#providers[Math.floor(target * this.#providers.length)]!
    const line = () => lineOf(servers[Math.floor(target * servers.length)]!)
    switch (kind) {
      case 'kill_web':
      case 'kill_worker':
        return this.#with(kind, target, (server) => server.kill(ms))
      case 'pause_web':
      case 'pause_worker':
        return this.#with(kind, target, async (server) => {
          server.pause()
          await sleep(ms)
          server.resume()
        })
      case 'restart_web':
      case 'restart_worker':
        return this.#with(kind, target, (server) => this.#restart(server))
      case 'clock_jump': {
        const server = servers[Math.floor(target * servers.length)]!
        // From a second to six hours, in either direction; now and then for good.
        server.setClock((amount < 0.5 ? -1 : 1) * 1000 * 21_600 ** Math.abs(2 * amount - 1))
        await sleep(ms)
        if (amount * 10 - Math.floor(amount * 10) < 0.7) server.setClock(0)
        return true
      }
      case 'database_kill':
        await postgres.kill(ms)
        return true
      case 'database_pause': {
        const resume = await postgres.pause()
        await sleep(ms)
        resume()
        return true
      }
      case 'backend_kill':
        await postgres.loseBackend(target, 'kill').catch(() => undefined)
        return true
      case 'backend_terminate':
        await postgres.loseBackend(target, 'terminate').catch(() => undefined)
        return true
      case 'network_cut':
        line().cut()
        return true
      case 'network_delay': {
        line().slow(50 * 40 ** amount)
        await sleep(ms)
        line().slow(0)
        return true
      }
      case 'network_hole':
        line().swallow()
        await sleep(ms)
        line().heal({ isLost: amount < 0.5 })
        return true
      case 'disk_full':
        return fill(disk, ms)
      case 'database_disk_full':
        return fill(databaseDisk, ms)
      case 'restart_everything':
        await Promise.all([...servers.map((server) => server.kill(ms)), postgres.kill(ms)])
        return true
      case 'provider_error':
        provider().next({ status: amount < 0.5 ? 500 : 503 })
        return true
      case 'provider_rate_limit':
        provider().next({ status: 429, retryAfterSeconds: Math.ceil(amount * 3) })
        return true
      case 'provider_cut_before':
        provider().next({ dropBeforeApply: true })
        return true
      case 'provider_cut_after':
        provider().next({ dropAfterApply: true })
        return true
      case 'provider_slow':
        provider().next({ delayMs: ms })
        return true
      case 'provider_garbled':
        provider().next(amount < 0.5 ? { truncated: true } : { html502: true, applies: amount < 0.75 })
        return true
      case 'provider_early_receipt':
        provider().next({ statusBeforeResponse: true })
        return true
      case 'webhook_twice':
        door.disturbNext('twice')
        return true
      case 'webhook_late':
        door.disturbNext({ lateMs: ms })
        return true
      case 'webhook_unheard':
        door.disturbNext('unheard')
        return true
      default:
        return kind satisfies never
    }
  }

  async #with(kind: FaultKind, target: number, act: (server: ServerProcess) => Promise<unknown>): Promise<boolean> {
    const { servers } = this.#stage
    const able = servers.filter(({ role, isReady }) => kind.endsWith(role) && isReady)
    const server = able[Math.floor(target * able.length)]
    // Who upgrades waits until the other one is back.
    if (!server || (kind === 'restart_web' && able.length < 2)) return false
    await act(server)
    return true
  }

  async #restart(server: ServerProcess): Promise<void> {
    const [active, harms] = [this.#active, this.#harms]
    const { code, ms, lastWords } = await server.restart()
    if (active > 1 || harms !== this.#harms || !this.#stage.fleet.isDatabaseWell()) return
    if (code !== 0) {
      const how = `${server.name}, asked to stop, ended with ${code} after ${Math.round(ms)} ms`
      this.wrong.push(`${how}: ${lastWords}`)
    }
    if (ms > 10_000) this.wrong.push(`${server.name}, asked to stop, took ${Math.round(ms)} ms`)
  }
}

async function fill(disk: Stage['disk'], ms: number): Promise<boolean> {
  if (!disk.isLimited) return false
  await disk.fill()
  await sleep(ms)
  await disk.empty()
  return true
}
