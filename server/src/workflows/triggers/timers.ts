import type { Logger } from 'pino'
import type { Database } from '../../db/database.ts'
import { forgetOccasions } from './scanning.ts'
import { beginOnSchedule } from './schedule.ts'
import { beginAfterSilence } from './silences.ts'

const everyMs = 15_000
const forgetEveryMs = 3_600_000

/** Begins what only time brings. Any number of processes may look: each thing begins once. */
export class WorkflowTimers {
  readonly #database: Database
  readonly #log: Logger
  readonly #loops: readonly Loop[]

  constructor(database: Database, log: Logger) {
    this.#database = database
    this.#log = log
    // Each for itself: a long schedule keeps nobody waiting who waits for an answer.
    this.#loops = [
      new Loop(everyMs, () => this.#try(beginAfterSilence)),
      new Loop(everyMs, () => this.#try((database) => beginOnSchedule(database))),
      new Loop(forgetEveryMs, () => this.#try(forgetOccasions)),
    ]
  }

  start(): void {
    for (const loop of this.#loops) loop.start()
  }

  async stop(): Promise<void> {
    await Promise.all(this.#loops.map((loop) => loop.stop()))
  }

  async #try(work: (database: Database) => Promise<unknown>): Promise<void> {
    try {
      await work(this.#database)
    } catch (error) {
      this.#log.warn({ err: error }, 'could not look for workflows whose time has come; trying again')
    }
  }
}

/** One turn after the other, with a pause in between. */
class Loop {
  readonly #pauseMs: number
  readonly #turn: () => Promise<void>
  #timer: NodeJS.Timeout | null = null
  #running: Promise<void> = Promise.resolve()
  #isStopped = false

  constructor(pauseMs: number, turn: () => Promise<void>) {
    this.#pauseMs = pauseMs
    this.#turn = turn
  }

  start(): void {
    this.#isStopped = false
    this.#running = this.#turn().then(() => {
      if (!this.#isStopped) this.#timer = setTimeout(() => this.start(), this.#pauseMs)
    })
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    if (this.#timer) clearTimeout(this.#timer)
    await this.#running
  }
}
