/**
 * Runs that wait for time are rows and nothing else. Each process that works looks every second which are due, and just
 * when the next one will be, where that is sooner; it tells them and has them go on. How long until then is reckoned by
 * the database, so that no other clock matters. Two that look at once take different ones; a million that are not due
 * cost nothing.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Logger } from 'pino'
import { now } from '../../db/clock.ts'
import type { Database, Db } from '../../db/database.ts'
import { addJobs } from '../../jobs/add.ts'
import { advanceKeyOf } from './inbox.ts'

/** What begins to wait meanwhile for less than that is late by it. */
const everyMs = 1000
/** What becomes due meanwhile is woken together. */
const gatherMs = 100
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
    this.#looking = this.#look().then((pauseMs) => {
      if (!this.#isStopping) this.#timer = setTimeout(() => this.start(), pauseMs)
    })
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    await this.#looking
    if (this.#timer) clearTimeout(this.#timer)
  }

  /** Answers in how many milliseconds to look again. */
  async #look(): Promise<number> {
    try {
      const { isDue, nextMs } = await findNext(this.#database.db)
      const from = performance.now()
      if (isDue) while (!this.#isStopping && (await wakeDue(this.#database)) === atOnce);
      return pauseUntil(nextMs, performance.now() - from)
    } catch (error) {
      this.#log.debug({ err: error }, 'cannot look for runs that are due; trying again')
      return everyMs
    }
  }
}

/** In milliseconds; `nextMs`: in how many the next one is due, as it was found `agoMs` ago, null where none waits. */
export function pauseUntil(nextMs: number | null, agoMs: number): number {
  return nextMs === null ? everyMs : Math.max(gatherMs, Math.min(everyMs, Math.ceil(nextMs - agoMs)))
}

type Next = Readonly<{ isDue: boolean; nextMs: number | null }>

/** What is due may be held by another process, which wakes it: so the next one after that is asked for as well. */
export async function findNext(db: Db): Promise<Next> {
  const { rows } = await selectNext().execute(db)
  return rows[0]!
}

// In order, so that the index is read up to one row, however many seem due by old statistics; `EXISTS` would forget that.
export function selectNext(): RawBuilder<Next> {
  return sql<Next>`/* workflow.find-next */
    SELECT (SELECT wake_at FROM workflow_run
        WHERE wake_at <= statement_timestamp() ORDER BY wake_at LIMIT 1) IS NOT NULL AS "isDue",
      (SELECT 1000 * extract(epoch FROM wake_at - statement_timestamp())::float8 FROM workflow_run
        WHERE wake_at > statement_timestamp() ORDER BY wake_at LIMIT 1) AS "nextMs"`
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
