import { sql } from 'kysely'
import { now } from '../db/clock.ts'
import type { Database, Tx } from '../db/database.ts'
import { addJobs } from '../jobs/add.ts'

// One that hangs keeps so many waiting for it, and nobody else.
const atOnce = 2

type Delivery = Readonly<{ id: string; webhookId: string; sequence: number }>

/** A job for each; of one webhook two at a time. */
export async function enqueueDeliveries(
  tx: Tx,
  workspaceId: string,
  deliveries: readonly Delivery[],
  runAt: Date,
): Promise<void> {
  if (deliveries.length === 0) return
  await addJobs(
    tx,
    'webhook.deliver',
    deliveries.map(({ id, webhookId, sequence }) => ({
      payload: { workspaceId, id },
      key: `webhook:${id}`,
      queue: `webhook:${webhookId}:${sequence % atOnce}`,
      runAt,
    })),
  )
}

/** What waits without a job, since that failed too often while the database was away, gets a new one. */
export async function enqueueForgotten(database: Database): Promise<void> {
  await database.transact(async (tx) => {
    const { rows } = await sql<{ workspace_id: string; id: string; webhook_id: string; sequence: string }>`
      SELECT d.workspace_id, d.id, d.webhook_id, d.sequence FROM webhook_delivery d
      WHERE d.state = 'pending' AND d.next_try_at < now() - interval '5 minutes'
        AND NOT EXISTS (SELECT FROM graphile_worker.jobs j
          WHERE j.key = 'webhook:' || d.id AND j.attempts < j.max_attempts)
      LIMIT 500 FOR NO KEY UPDATE OF d SKIP LOCKED`.execute(tx)
    for (const [workspaceId, own] of Map.groupBy(rows, (row) => row.workspace_id)) {
      const deliveries = own.map((row) => ({ id: row.id, webhookId: row.webhook_id, sequence: Number(row.sequence) }))
      await enqueueDeliveries(tx, workspaceId, deliveries, new Date(now()))
    }
  })
}
