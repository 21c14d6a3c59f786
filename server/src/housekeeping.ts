import { sql } from 'kysely'
import type { Logger } from 'pino'
import { refreshDue } from './channels/refresh.ts'
import { closeInactive } from './conversations/auto-close.ts'
import { checkOverdueAnswers } from './conversations/check-answer.ts'
import { wakeSnoozed } from './conversations/snooze.ts'
import { now as readClock } from './db/clock.ts'
import type { Database } from './db/database.ts'
import { enqueueDelivery } from './messages/enqueue-delivery.ts'
import type { Providers } from './providers/providers.ts'
import { dropOldEvents, ensurePartitions } from './retention/event-partitions.ts'
import { forget } from './retention/forget.ts'
import { type Keep, keepForEver } from './retention/keep.ts'
import { sendForgotten } from './scheduled/send-due.ts'
import { fillDue } from './search/fill.ts'
import { syncDue } from './templates/due.ts'
import { forgetViewers } from './viewers/view.ts'
import { enqueueForgotten } from './webhooks/enqueue.ts'
import { routeForgotten } from './workflows/routing/route.ts'
import { advanceForgotten } from './workflows/shell/forgotten.ts'

const everyMs = 60_000

/** What has to be looked after now and then. Each part may run in several processes at once. */
export class Housekeeping {
  readonly #database: Database
  readonly #providers: Providers
  readonly #log: Logger
  readonly #keep: Keep
  #timer: NodeJS.Timeout | null = null

  constructor(database: Database, providers: Providers, log: Logger, keep: Keep = keepForEver) {
    this.#database = database
    this.#providers = providers
    this.#log = log
    this.#keep = keep
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

  async run(now: Date = new Date(readClock())): Promise<void> {
    const { db } = this.#database
    await this.#lookAfterEvents(now)
    await wakeSnoozed(this.#database)
    await checkOverdueAnswers(this.#database)
    await closeInactive(this.#database)
    await routeForgotten(this.#database)
    await refreshDue(this.#database, this.#providers, this.#log)
    await syncDue(this.#database)
    await fillDue(this.#database)
    await forgetViewers(this.#database)
    await this.#deliverForgotten()
    await sendForgotten(this.#database)
    await enqueueForgotten(this.#database)
    await advanceForgotten(this.#database)
    await this.#deleteUnused()
    await sql`DELETE FROM rate_limit WHERE expire < ${now.getTime()}`.execute(db)
    await forget(this.#database, this.#keep, now)
  }

  async #lookAfterEvents(now: Date): Promise<void> {
    const moved = await ensurePartitions(this.#database, now)
    if (moved > 0) this.#log.warn({ moved }, 'events of a month without a partition got one: a clock had jumped')
    if (this.#keep.eventsMonths === null) return
    const partitions = await dropOldEvents(this.#database, this.#keep.eventsMonths, now)
    if (partitions.length > 0) this.#log.info({ partitions }, 'dropped events that are older than what is kept')
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
        await enqueueDelivery(tx, { workspaceId: row.workspace_id, id: row.conversation_id }, new Date(readClock()))
    })
  }

  async #deleteUnused(): Promise<void> {
    const rows = await this.#database.db
      .deleteFrom('attachment')
      .where('message_id', 'is', null)
      .where('created_at', '<', sql<Date>`now() - interval '1 day'`)
      // Somebody has begun to write with it, or goes to send it later.
      .where(
        sql<boolean>`NOT EXISTS (SELECT FROM scheduled_message s
          WHERE s.workspace_id = attachment.workspace_id AND s.body -> 'attachmentIds' ? attachment.id::text)`,
      )
      .where(
        sql<boolean>`NOT EXISTS (SELECT FROM draft d
          WHERE d.workspace_id = attachment.workspace_id AND d.member_id = attachment.uploaded_by
            AND jsonb_path_exists(d.data, '$.*.attachments[*].id ? (@ == $id)',
              jsonb_build_object('id', attachment.id)))`,
      )
      // A step of a workflow sends it, time and again.
      .where(
        sql<boolean>`NOT EXISTS (SELECT FROM (
            SELECT workspace_id, draft AS definition FROM workflow
            UNION ALL SELECT workspace_id, definition FROM workflow_version) AS w
          WHERE w.workspace_id = attachment.workspace_id AND jsonb_path_exists(w.definition,
            '$.steps[*].attachmentIds[*] ? (@ == $id)', jsonb_build_object('id', attachment.id)))`,
      )
      .returning(['workspace_id', 'id'])
      .execute()
    for (const { workspace_id, id } of rows) await this.#providers.storage.remove(workspace_id, id)
  }
}
