import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { Storage } from './attachments/storage.ts'
import { closeInactive } from './conversations/auto-close.ts'
import { checkOverdueAnswers } from './conversations/check-answer.ts'
import { wakeSnoozed } from './conversations/snooze.ts'
import type { Database } from './db/database.ts'
import { enqueueDelivery } from './messages/enqueue-delivery.ts'

const everyMs = 60_000

/** What has to be looked after now and then. Each part may run in several processes at once. */
export class Housekeeping {
  readonly #database: Database
  readonly #storage: Storage
  readonly #log: Logger
  #timer: NodeJS.Timeout | null = null

  constructor(database: Database, storage: Storage, log: Logger) {
    this.#database = database
    this.#storage = storage
    this.#log = log
  }

  start(): void {
    const run = async () => {
      try {
        await this.run()
      } catch (error) {
        this.#log.warn({ err: error }, 'housekeeping failed; trying again in a minute')
      }
    }
    this.#timer = setInterval(() => void run(), everyMs)
    void run()
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer)
  }

  async run(): Promise<void> {
    const { db } = this.#database
    await sql`SELECT ensure_event_partitions(now())`.execute(db)
    await wakeSnoozed(this.#database)
    await checkOverdueAnswers(this.#database)
    await closeInactive(this.#database)
    await this.#deliverForgotten()
    await this.#deleteUnused()
    await db.deleteFrom('idempotent_answer').where('created_at', '<', sql<Date>`now() - interval '1 day'`).execute()
    await db.deleteFrom('parked_update').where('created_at', '<', sql<Date>`now() - interval '7 days'`).execute()
    await db.deleteFrom('assignment_snapshot').where('created_at', '<', sql<Date>`now() - interval '90 days'`).execute()
    await sql`DELETE FROM rate_limit WHERE expire < ${Date.now()}`.execute(db)
  }

  // A message that waits without a job (one that failed too often while the database was away) gets a new one.
  async #deliverForgotten(): Promise<void> {
    const { rows } = await sql<{ workspace_id: string; conversation_id: string }>`
      SELECT DISTINCT m.workspace_id, m.conversation_id FROM message m
      JOIN channel h ON h.workspace_id = m.workspace_id AND h.id = m.channel_id
      WHERE m.state IN ('pending', 'sending') AND h.status = 'active' AND h.deleted_at IS NULL
        AND m.created_at < now() - interval '1 minute'
        AND NOT EXISTS (SELECT FROM graphile_worker.jobs j
          WHERE j.key = 'deliver:' || m.conversation_id AND j.attempts < j.max_attempts)
      LIMIT 500`.execute(this.#database.db)
    if (rows.length === 0) return
    await this.#database.transact(async (tx) => {
      for (const row of rows)
        await enqueueDelivery(tx, { workspaceId: row.workspace_id, id: row.conversation_id }, new Date())
    })
  }

  async #deleteUnused(): Promise<void> {
    const rows = await this.#database.db
      .deleteFrom('attachment')
      .where('message_id', 'is', null)
      .where('created_at', '<', sql<Date>`now() - interval '1 day'`)
      .returning(['workspace_id', 'id'])
      .execute()
    for (const { workspace_id, id } of rows) await this.#storage.remove(workspace_id, id)
  }
}
