/**
 * Tells one webhook of one event: at least once, in whatever order. What fails is tried again for a day with growing
 * waits; a webhook to which nothing came through for a day is switched off.
 */
import type { Actor } from '@fairlead/sdk'
import { now } from '../db/clock.ts'
import { append, type Database, type Tx } from '../db/database.ts'
import type { Providers } from '../providers/providers.ts'
import { bodyOf } from './body.ts'
import { giveUpPending } from './change.ts'
import { enqueueDeliveries } from './enqueue.ts'
import { openSecret } from './secret.ts'
import { type Told, tell } from './tell.ts'

const [minute, hour] = [60_000, 3_600_000]
const waitsMs = [10_000, minute, 5 * minute, 15 * minute, hour, 2 * hour, 4 * hour, 8 * hour, 8 * hour]
const offAfterMs = 24 * hour
const system: Actor = { type: 'system', id: null }

const goneFromLog: Told = {
  isDelivered: false,
  status: null,
  answer: 'not sent: the log does not reach back that far',
  ms: 0,
  isRefused: true,
}

type Delivery = Readonly<{ workspaceId: string; id: string; webhookId: string; sequence: number; tries: number }>

export async function deliver(
  database: Database,
  providers: Pick<Providers, 'fetch' | 'secrets'>,
  { workspaceId, id }: Readonly<{ workspaceId: string; id: string }>,
  stopping?: AbortSignal,
): Promise<void> {
  const row = await database.db
    .selectFrom('webhook_delivery as d')
    .innerJoin('webhook as w', (join) =>
      join.onRef('w.workspace_id', '=', 'd.workspace_id').onRef('w.id', '=', 'd.webhook_id'),
    )
    .select(['d.webhook_id', 'd.sequence', 'd.tries', 'w.url', 'w.secret'])
    .where('d.workspace_id', '=', workspaceId)
    .where('d.id', '=', id)
    .where('d.state', '=', 'pending')
    .executeTakeFirst()
  if (!row) return
  const delivery = { workspaceId, id, webhookId: row.webhook_id, sequence: Number(row.sequence), tries: row.tries }

  const body = await bodyOf(database.db, delivery)
  const secret = openSecret(providers.secrets, row.webhook_id, row.secret)
  const told = body ? await tell(providers, { url: row.url, secret }, body, stopping) : goneFromLog
  // It hung while we stop: nothing is known of it, and another worker tells it again.
  if (stopping?.aborted) throw new Error('the server stops')
  await database.transact((tx) => record(tx, delivery, told))
}

async function record(tx: Tx, delivery: Delivery, told: Told): Promise<void> {
  const { workspaceId, id, tries } = delivery
  const at = new Date(now())
  const waitMs = told.isDelivered || told.isRefused ? undefined : waitsMs[tries]
  const nextTryAt = waitMs === undefined ? null : new Date(at.getTime() + waitMs)
  const written = await tx
    .updateTable('webhook_delivery')
    .set({
      state: told.isDelivered ? 'delivered' : nextTryAt === null ? 'failed' : 'pending',
      tries: tries + 1,
      next_try_at: nextTryAt,
      status: told.status,
      answer: told.answer,
      ms: told.ms,
      done_at: nextTryAt === null ? at : null,
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .returning('id')
    .executeTakeFirst()
  if (!written) return
  if (nextTryAt !== null) await enqueueDeliveries(tx, workspaceId, [delivery], nextTryAt)
  await noteHealth(tx, delivery, told.isDelivered, at)
}

// Only where it changes: hundreds of deliveries a second are not to wait for one row.
async function noteHealth(tx: Tx, { workspaceId, webhookId }: Delivery, isWell: boolean, at: Date): Promise<void> {
  const own = tx.selectFrom('webhook').where('workspace_id', '=', workspaceId).where('id', '=', webhookId)
  const seen = await own.select(['is_active', 'failing_since']).executeTakeFirst()
  const isNews = (since: Date | null) => (isWell ? since !== null : since === null || isOver(since, at))
  if (!seen?.is_active || !isNews(seen.failing_since)) return
  const held = await own.select(['is_active', 'failing_since']).forNoKeyUpdate().executeTakeFirst()
  if (!held?.is_active || !isNews(held.failing_since)) return

  const isOff = !isWell && held.failing_since !== null
  await tx
    .updateTable('webhook')
    .set({ failing_since: isWell ? null : (held.failing_since ?? at), is_active: !isOff })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', webhookId)
    .execute()
  if (isOff) await giveUpPending(tx, { workspaceId, id: webhookId })
  append(tx, { workspaceId, type: 'webhook.changed', subjectId: webhookId, actor: system, data: { id: webhookId } })
}

function isOver(since: Date, at: Date): boolean {
  return at.getTime() - since.getTime() >= offAfterMs
}
