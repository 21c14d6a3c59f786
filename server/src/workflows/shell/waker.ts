/**
 * Runs that wait for time are rows and nothing else. Each process that works looks every second which are due, tells
 * them and has them go on. Two that look at once take different ones; a million that are not due cost nothing.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Logger } from 'pino'
import { now } from '../../db/clock.ts'
import type { Database } from '../../db/database.ts'
import { addJobs } from '../../jobs/add.ts'
import { advanceKeyOf } from './inbox.ts'

const everyMs = 1000
const atOnce = 500

export class Waker {
  readonly #database: Database
  readonly #log: Logger
  #timer: NodeJS.Timeout | null = null
  #looking: Promise<void> | null = null
  #isStopping = false

  constructor(database: Database, log: Logger) {
    this.#database = database
    this.#log = log
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#looking ??= this.#look().finally(() => {
        this.#looking = null
      })
    }, everyMs)
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    if (this.#timer) clearInterval(this.#timer)
    await this.#looking
  }

  async #look(): Promise<void> {
    try {
      while (!this.#isStopping && (await wakeDue(this.#database)) === atOnce);
    } catch (error) {
      this.#log.debug({ err: error }, 'cannot look for runs that are due; trying again')
    }
  }
}

/** The longest due first. By `clock_timestamp()`, which is another for each row, every run that waits would be read. */
export function selectDue(limit: number): RawBuilder<unknown> {
  return sql`SELECT workspace_id, id FROM workflow_run WHERE wake_at <= statement_timestamp()
    ORDER BY wake_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`
}

/** Wakes what is due, so many at most. Answers how many. */
export async function wakeDue(database: Database, limit = atOnce): Promise<number> {
  return database.transact(async (tx) => {
    const { rows } = await sql<{ workspace_id: string; id: string }>`/* workflow.wake */
      WITH due AS (${selectDue(limit)}), woken AS (
        UPDATE workflow_run r SET wake_at = NULL FROM due WHERE r.workspace_id = due.workspace_id AND r.id = due.id
        RETURNING r.workspace_id, r.id
      ), told AS (
        INSERT INTO workflow_run_event (workspace_id, run_id, event)
        SELECT workspace_id, id, '{"type": "time"}' FROM woken
      )
      SELECT workspace_id, id FROM woken`.execute(tx)
    if (rows.length === 0) return 0
    const runAt = new Date(now())
    const jobs = rows.map(({ workspace_id: workspaceId, id }) => ({
      payload: { workspaceId, id },
      key: advanceKeyOf(id),
      runAt,
    }))
    await addJobs(tx, 'workflow.advance', jobs)
    return rows.length
  })
}
