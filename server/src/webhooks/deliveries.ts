import type { WebhookDelivery } from '@fairlead/sdk'
import { type Selectable, sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'
import { AppError, found } from '../errors.ts'

/** What a webhook was told, the newest first. */
export async function listDeliveries(
  db: Db,
  {
    workspaceId,
    webhookId,
    state,
    cursor,
    limit,
  }: {
    workspaceId: string
    webhookId: string
    state?: WebhookDelivery['state'] | undefined
    cursor?: string | undefined
    limit: number
  },
): Promise<{ data: WebhookDelivery[]; nextCursor: string | null }> {
  if (cursor !== undefined && !/^\d{1,15}$/.test(cursor)) {
    throw new AppError('invalid_request', { detail: 'cursor: is not one that a list answered with' })
  }
  const rows = await db
    .selectFrom('webhook_delivery')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('webhook_id', '=', webhookId)
    // Written out, so that those not delivered are found by their own index.
    .$if(state !== undefined, (query) => query.where(sql<boolean>`state = ${sql.lit(state)}`))
    .$if(cursor !== undefined, (query) => query.where('sequence', '<', cursor!))
    .orderBy('sequence', 'desc')
    .limit(limit + 1)
    .execute()
  const data = rows.slice(0, limit).map(presentDelivery)
  return { data, nextCursor: rows.length > limit ? String(data.at(-1)!.sequence) : null }
}

export async function findDelivery(db: Db, workspaceId: string, id: string): Promise<WebhookDelivery> {
  const row = await db
    .selectFrom('webhook_delivery')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return presentDelivery(found(row))
}

function presentDelivery(row: Selectable<Tables['webhook_delivery']>): WebhookDelivery {
  return {
    id: row.id,
    webhookId: row.webhook_id,
    sequence: Number(row.sequence),
    type: row.type,
    state: row.state,
    tries: row.tries,
    nextTryAt: row.next_try_at?.toISOString() ?? null,
    status: row.status,
    answer: row.answer,
    ms: row.ms,
    createdAt: row.created_at.toISOString(),
    doneAt: row.done_at?.toISOString() ?? null,
  }
}
