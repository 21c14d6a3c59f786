import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { Secrets } from '../auth/secrets.ts'
import { openSecrets } from '../channels/account.ts'
import type { InboundEvent, WebhookRequest } from '../channels/channel.ts'
import { type AnyChannel, channels } from '../channels/list.ts'
import { receive } from '../conversations/receive.ts'
import type { Database, Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Api } from './endpoint.ts'
import type { Limits } from './limits.ts'

const maxWebhookBytes = 4 * 1024 * 1024
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Where providers call. 200 is answered only after everything that came is durable. */
export function serveWebhooks(
  api: Api,
  { database, secrets, limits, log }: { database: Database; secrets: Secrets; limits: Limits; log: Logger },
): void {
  const { db } = database

  api.get('/webhooks/:type/:channelId', async (c) => {
    const { adapter, open } = await findChannel(db, secrets, c.req.param('type'), c.req.param('channelId'))
    const answer = adapter.handshake?.(await toRequest(c.req.raw), open) ?? { status: 403 }
    if (answer.status === 403) {
      await limits.badWebhook(c)
      throw new AppError('forbidden', {
        detail: 'The verify token is not this channel’s. Copy it from the channel’s settings.',
      })
    }
    return c.text(answer.text)
  })

  api.post('/webhooks/:type/:channelId', async (c) => {
    const channel = await findChannel(db, secrets, c.req.param('type'), c.req.param('channelId'))
    const request = await toRequest(c.req.raw)
    if (!channel.adapter.verify(request, channel.open)) {
      await limits.badWebhook(c)
      throw new AppError('bad_signature')
    }

    const events = parse(channel.adapter, request, channel.row.settings)
    for (const event of events) {
      if (event.kind === 'ignored') log.info({ channelId: channel.row.id, what: event.what }, 'webhook part ignored')
    }
    // One account's webhook may speak for others of the same business: each goes to its own channel.
    for (const [accountId, own] of Map.groupBy(
      events.filter((event) => event.kind !== 'ignored'),
      (event) => event.accountId,
    )) {
      const channelId = await channelOfAccount(db, channel.row, accountId)
      if (channelId === null)
        log.info({ channelId: channel.row.id, accountId }, 'webhook for an account that is not connected')
      else await database.transact((tx) => receive(tx, [{ workspaceId: channel.row.workspace_id, channelId, events: own }]))
    }
    return c.text('')
  })
}

async function findChannel(db: Db, secrets: Secrets, type: string, id: string) {
  const known = Object.hasOwn(channels, type) ? channels[type as keyof typeof channels] : null
  const row = uuid.test(id)
    ? await db
        .selectFrom('channel')
        .select(['workspace_id', 'id', 'type', 'settings', 'account_id', 'secrets'])
        .where('id', '=', id)
        .where(sql<string>`type`, '=', type)
        .where('deleted_at', 'is', null)
        .executeTakeFirst()
    : undefined
  if (!known?.adapter || !row) {
    throw new AppError('not_found', {
      detail: 'There is no such channel. Copy the address from the channel’s settings.',
    })
  }
  const adapter: AnyChannel = known.adapter
  return { adapter, row, open: openSecrets(secrets, row.id, row.secrets) }
}

function parse(
  adapter: AnyChannel,
  request: WebhookRequest,
  settings: Record<string, unknown>,
): readonly InboundEvent[] {
  try {
    return adapter.parse(request, settings)
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new AppError('malformed_json', { cause })
    throw cause
  }
}

async function channelOfAccount(
  db: Db,
  row: { workspace_id: string; id: string; type: string; account_id: string | null },
  accountId: string,
): Promise<string | null> {
  if (row.account_id === accountId) return row.id
  const other = await db
    .selectFrom('channel')
    .select('id')
    .where('workspace_id', '=', row.workspace_id)
    .where(sql<string>`type`, '=', row.type)
    .where('account_id', '=', accountId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return other?.id ?? null
}

// The bytes as they came: signatures are over these.
async function toRequest(request: Request): Promise<WebhookRequest> {
  if (Number(request.headers.get('content-length') ?? 0) > maxWebhookBytes) throw new AppError('body_too_large')
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > maxWebhookBytes) throw new AppError('body_too_large')
    chunks.push(chunk)
  }
  return {
    method: request.method,
    query: new URL(request.url).searchParams,
    headers: request.headers,
    body: Buffer.concat(chunks),
  }
}
