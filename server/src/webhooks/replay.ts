import type { WebhookDelivery } from '@fairlead/sdk'
import { sql } from 'kysely'
import { now } from '../db/clock.ts'
import type { Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { findDelivery } from './deliveries.ts'
import { enqueueDeliveries } from './enqueue.ts'
import { lockWebhook } from './present.ts'

const most = 10_000

type Asked = Readonly<{ workspaceId: string; id: string }>

/** Sends one again, delivered or not. */
export async function replayDelivery(tx: Tx, { workspaceId, id }: Asked): Promise<WebhookDelivery> {
  const { webhookId, sequence } = await findDelivery(tx, workspaceId, id)
  await requireOn(tx, { workspaceId, id: webhookId })
  const at = new Date(now())
  await tx
    .updateTable('webhook_delivery')
    .set({ state: 'pending', tries: 0, next_try_at: at, done_at: null })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  await enqueueDeliveries(tx, workspaceId, [{ id, webhookId, sequence }], at)
  return findDelivery(tx, workspaceId, id)
}

/** Sends again what failed, the oldest first. Answers how many. */
export async function replayFailed(tx: Tx, { workspaceId, id }: Asked): Promise<number> {
  await requireOn(tx, { workspaceId, id })
  const at = new Date(now())
  const { rows } = await sql<{ id: string; sequence: string }>`
    UPDATE webhook_delivery SET state = 'pending', tries = 0, next_try_at = ${at}, done_at = NULL
    WHERE (workspace_id, id) IN (
      SELECT workspace_id, id FROM webhook_delivery
      WHERE workspace_id = ${workspaceId} AND webhook_id = ${id} AND state = 'failed'
      ORDER BY sequence LIMIT ${most} FOR NO KEY UPDATE)
    RETURNING id, sequence`.execute(tx)
  const deliveries = rows.map((row) => ({ id: row.id, webhookId: id, sequence: Number(row.sequence) }))
  await enqueueDeliveries(
    tx,
    workspaceId,
    deliveries.toSorted((a, b) => a.sequence - b.sequence),
    at,
  )
  return deliveries.length
}

async function requireOn(tx: Tx, { workspaceId, id }: Asked): Promise<void> {
  const { is_active: isActive } = await lockWebhook(tx, workspaceId, id)
  if (!isActive) throw new AppError('webhook_off')
}
