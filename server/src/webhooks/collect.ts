import { type Event, type WebhookEventType, webhookEvents } from '@fairlead/sdk'
import { sql } from 'kysely'
import { now } from '../db/clock.ts'
import type { Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import type { LogReader } from '../events/log-readers.ts'
import { enqueueDeliveries } from './enqueue.ts'

const told: ReadonlySet<string> = new Set<WebhookEventType>(Object.values(webhookEvents).flat())

/** Writes down who is to be told of what happened, with a job for each telling. */
export const webhookReader: LogReader = {
  name: 'webhooks',
  from: 'now',
  async read(tx, workspaceId, events) {
    const public_ = events.filter(({ type }) => told.has(type))
    if (public_.length === 0) return
    const webhooks = await tx
      .selectFrom('webhook')
      .select(['id', 'event_types', 'created_at'])
      .where('workspace_id', '=', workspaceId)
      .where('is_active', '=', true)
      .orderBy('id')
      .forKeyShare()
      .execute()
    const deliveries = webhooks.flatMap((webhook) =>
      public_
        .filter(({ type, at }) => wants(webhook.event_types, type) && Date.parse(at) >= webhook.created_at.getTime())
        .map(({ sequence, type }) => ({ id: newId(), webhookId: webhook.id, sequence, type })),
    )
    if (deliveries.length > 0) await write(tx, workspaceId, deliveries)
  },
}

function wants(types: readonly string[], type: Event['type']): boolean {
  return types.length === 0 || types.includes(type)
}

type Delivery = Readonly<{ id: string; webhookId: string; sequence: number; type: string }>

async function write(tx: Tx, workspaceId: string, deliveries: readonly Delivery[]): Promise<void> {
  const at = new Date(now())
  const { rows } = await sql<{ id: string }>`
    INSERT INTO webhook_delivery (workspace_id, id, webhook_id, sequence, type, next_try_at)
    SELECT ${workspaceId}, d.*, ${at} FROM unnest(${deliveries.map(({ id }) => id)}::uuid[],
      ${deliveries.map(({ webhookId }) => webhookId)}::uuid[], ${deliveries.map(({ sequence }) => sequence)}::bigint[],
      ${deliveries.map(({ type }) => type)}::text[]) AS d
    ON CONFLICT (workspace_id, webhook_id, sequence) DO NOTHING RETURNING id`.execute(tx)
  const isNew = new Set(rows.map(({ id }) => id))
  await enqueueDeliveries(
    tx,
    workspaceId,
    deliveries.filter(({ id }) => isNew.has(id)),
    at,
  )
}
