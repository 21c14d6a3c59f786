import type { Webhook, WebhookEventType } from '@fairlead/sdk'
import type { Selectable } from 'kysely'
import type { Db, Tx } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'
import { found } from '../errors.ts'

type WebhookRow = Selectable<Tables['webhook']>

export async function listWebhooks(db: Db, workspaceId: string): Promise<Webhook[]> {
  const rows = await db
    .selectFrom('webhook')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map(presentWebhook)
}

export async function findWebhook(db: Db, workspaceId: string, id: string): Promise<WebhookRow> {
  return found(
    await db
      .selectFrom('webhook')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .executeTakeFirst(),
  )
}

/** The row, held until the transaction ends. */
export async function lockWebhook(tx: Tx, workspaceId: string, id: string): Promise<WebhookRow> {
  return found(
    await tx
      .selectFrom('webhook')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .forNoKeyUpdate()
      .executeTakeFirst(),
  )
}

export function presentWebhook(row: WebhookRow): Webhook {
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    eventTypes: row.event_types as WebhookEventType[],
    isActive: row.is_active,
    failingSince: row.failing_since?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  }
}
