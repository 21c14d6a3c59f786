import type { IncomingMessage } from 'node:http'
import type { Context } from 'hono'
import type { Logger } from 'pino'
import { keepBytes } from '../attachments/keep-bytes.ts'
import type { Storage } from '../attachments/storage.ts'
import { InvalidPayload, type WebhookRequest } from '../channels/channel.ts'
import type { InboundEvent } from '../channels/inbound.ts'
import type { Delivery } from '../conversations/receive.ts'
import { now } from '../db/clock.ts'
import { AppError, invalidRequest } from '../errors.ts'
import type { Intake } from '../intake/intake.ts'
import type { KnownChannel, KnownChannels } from '../intake/known-channels.ts'
import { hadTrouble } from '../metrics/notices.ts'
import type { Api, Env } from './endpoint.ts'
import type { Limits } from './limits.ts'

const maxWebhookBytes = 4 * 1024 * 1024
/** How often a channel may change while its webhook is taken in. */
const maxTries = 3

type Parts = Readonly<{
  known: KnownChannels
  intake: Intake
  storage: Storage
  limits: Limits
  log: Logger
  publicUrl: string
}>

type Acknowledgement = NonNullable<KnownChannel['adapter']['acknowledgement']>
const heard: Acknowledgement = { status: 200, type: 'text/plain; charset=UTF-8', body: '' }

/** Where providers call. 200 is answered only after everything that came is durable. */
export function serveWebhooks(api: Api, parts: Parts): void {
  api.get('/webhooks/:type/:channelId', async (c) => {
    const { adapter, account } = await findChannel(parts, c)
    const answer = adapter.handshake?.(await toRequest(parts, c), account) ?? { status: 403 }
    if (answer.status === 403) {
      await parts.limits.badWebhook(c)
      throw new AppError('forbidden', {
        detail: 'The verify token is not this channel’s. Copy it from the channel’s settings.',
      })
    }
    return c.text(answer.text)
  })

  api.post('/webhooks/:type/:channelId', async (c) => {
    const bytes = Number(c.req.header('content-length') ?? maxWebhookBytes)
    if (bytes > maxWebhookBytes) throw new AppError('body_too_large')
    const release = parts.intake.admit(c.req.param('channelId'), bytes)
    try {
      const { status, type, body } = await takeIn(parts, c, await toRequest(parts, c))
      return status === 204 ? c.body(null, 204) : c.body(body, status, { 'content-type': type })
    } finally {
      release()
    }
  })
}

/** Answers with what the provider wants to hear. */
async function takeIn(parts: Parts, c: Context<Env>, request: WebhookRequest): Promise<Acknowledgement> {
  for (let tries = 1; tries <= maxTries; tries += 1) {
    const channel = await verify(parts, c, request)
    const refused = await parts.intake.take(await toDeliveries(parts, channel, await parse(channel, request)))
    if (refused.length === 0) return channel.adapter.acknowledgement ?? heard
    for (const { channelId } of refused) parts.known.forget(channelId)
  }
  throw new AppError('unavailable', { detail: 'The channel is being changed. Come again soon.', retryAfterSeconds: 2 })
}

/** The channel whose signature the request bears. A secret that was changed elsewhere is asked for. */
async function verify(parts: Parts, c: Context<Env>, request: WebhookRequest): Promise<KnownChannel> {
  const channel = await findChannel(parts, c)
  if (channel.adapter.verify(request, channel.account, now())) return channel
  const newer = await parts.known.findNewer(channel)
  if (newer?.adapter.verify(request, newer.account, now())) return newer
  hadTrouble.tell({
    ...{ workspaceId: channel.workspaceId, channelId: channel.id, code: 'bad_signature' },
    detail: 'A webhook came whose signature does not match. Compare the secret with the one at the provider.',
  })
  await parts.limits.badWebhook(c)
  throw new AppError('bad_signature')
}

async function findChannel({ known }: Parts, c: Context<Env>): Promise<KnownChannel> {
  const channel = await known.find(c.req.param('type') ?? '', c.req.param('channelId') ?? '')
  if (!channel) {
    throw new AppError('not_found', {
      detail: 'There is no such channel. Copy the address from the channel’s settings.',
    })
  }
  return channel
}

async function parse({ adapter, account }: KnownChannel, request: WebhookRequest): Promise<readonly InboundEvent[]> {
  try {
    return await adapter.parse(request, account)
  } catch (cause) {
    if (cause instanceof InvalidPayload) throw invalidRequest(cause.errors)
    if (cause instanceof SyntaxError) throw new AppError('malformed_json', { cause })
    throw cause
  }
}

// One account's webhook may speak for others of the same business: each goes to its own channel.
async function toDeliveries(
  { known, storage, log }: Parts,
  channel: KnownChannel,
  events: readonly InboundEvent[],
): Promise<Delivery[]> {
  for (const event of events) {
    if (event.kind === 'ignored') log.info({ channelId: channel.id, what: event.what }, 'webhook part ignored')
  }
  const deliveries: Delivery[] = []
  for (const [accountId, own] of Map.groupBy(
    events.filter((event) => event.kind !== 'ignored'),
    (event) => event.accountId,
  )) {
    const to = await known.findByAccount(channel, accountId)
    if (to === null) log.info({ channelId: channel.id, accountId }, 'webhook for an account that is not connected')
    else {
      const place = { workspaceId: to.workspaceId, channelId: to.id }
      deliveries.push({ ...place, version: to.version, events: await keepBytes(storage, place, own) })
    }
  }
  return deliveries
}

// The bytes as they came: signatures are over these.
async function toRequest({ publicUrl }: Parts, c: Context<Env>): Promise<WebhookRequest> {
  const { incoming } = (c.env ?? {}) as { incoming?: IncomingMessage }
  const { url } = c.req
  const mark = url.indexOf('?')
  return {
    method: c.req.method,
    url: `${publicUrl}${c.req.path}${mark < 0 ? '' : url.slice(mark)}`,
    query: new URLSearchParams(mark < 0 ? '' : url.slice(mark)),
    headers: c.req.raw.headers,
    // Without a port, as in tests, there is only the web's request; reading it costs three times as much.
    body: await readBody(incoming ?? c.req.raw.body ?? []),
  }
}

async function readBody(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of source) {
    size += chunk.byteLength
    if (size > maxWebhookBytes) throw new AppError('body_too_large')
    chunks.push(chunk)
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
}
