import type { Applied, Call } from '../desk/answer.ts'
import { type HttpRequest, json, jsonOf } from '../desk/exchange.ts'
import { push, type Quota } from './push.ts'
import { invalid, LineRefusal, notFound } from './refusal.ts'
import { readTokenOf, type World } from './world.ts'

export type Operation = 'send' | 'read' | 'content' | 'subscribe'

export type Webhook = { endpoint: string | null; isActive: boolean }

export type LineApi = Readonly<{
  world: World
  quota: Quota
  webhook: Webhook
  bot: Readonly<{ userId: string; basicId: string; displayName: string }>
  dataUrl(): string
  /** Null: revoked. */
  accessToken(): string | null
  /** Posts no events at all, as the console's “Verify” does, and gives the status. */
  verifyWebhook(): Promise<number | null>
}>

/** Finds the call behind a request to the API's own host. @throws {LineRefusal} where LINE has none. */
export function callOf(request: HttpRequest, api: LineApi): Call<Operation> {
  const { method, path } = request
  const call = (operation: Operation, apply: () => Applied | Promise<Applied>): Call<Operation> => ({
    operation,
    apply: async () => {
      authenticate(request, api)
      return apply()
    },
  })
  const read = (value: () => object, status = 200): Call<Operation> =>
    call('read', () => ({ reply: json(value(), status) }))

  const userId = /^\/v2\/bot\/profile\/(.+)$/.exec(path)?.[1]
  if (method === 'GET' && userId !== undefined) return read(() => profileOf(userId, api))

  switch (`${method} ${path}`) {
    case 'POST /v2/bot/message/push':
      return call('send', () => push(request, api.world, api.quota))
    case 'GET /v2/bot/info':
      return read(() => ({ ...api.bot, chatMode: 'chat', markAsReadMode: 'manual' }))
    case 'GET /v2/bot/message/quota':
      return read(() => (api.quota.limit === null ? { type: 'none' } : { type: 'limited', value: api.quota.limit }))
    case 'GET /v2/bot/message/quota/consumption':
      return read(() => ({ totalUsage: api.quota.used }))
    case 'POST /v2/bot/chat/loading/start':
      return read(() => startLoading(request, api), 202)
    case 'POST /v2/bot/chat/markAsRead':
      return read(() => markAsRead(jsonOf(request).markAsReadToken, api))
    case 'POST /v2/bot/message/markAsRead':
      throw new LineRefusal(403, 'Access to this API is not available for your account')
    case 'PUT /v2/bot/channel/webhook/endpoint':
      return call('subscribe', () => ({ reply: json(setEndpoint(jsonOf(request).endpoint, api)) }))
    case 'GET /v2/bot/channel/webhook/endpoint':
      return call('subscribe', () => ({ reply: json(endpointOf(api)) }))
    case 'POST /v2/bot/channel/webhook/test':
      return call('subscribe', async () => ({ reply: json(await testEndpoint(api)) }))
    default:
      throw notFound
  }
}

function authenticate({ headers }: HttpRequest, { accessToken }: Pick<LineApi, 'accessToken'>): void {
  const token = accessToken()
  if (token !== null && headers.get('authorization') === `Bearer ${token}`) return
  const words = 'Authentication failed. Confirm that the access token in the authorization header is valid.'
  throw new LineRefusal(401, words)
}

function profileOf(userId: string, { world, dataUrl }: LineApi): object {
  const person = world.findChat(userId)?.person
  if (person === undefined || !person.isFriend || person.isBlocking) throw notFound
  return {
    userId,
    displayName: person.name,
    ...(person.language !== null && { language: person.language }),
    ...(person.hasPicture && { pictureUrl: `${dataUrl()}/profile/${userId}.png` }),
  }
}

function startLoading(request: HttpRequest, { world }: LineApi): object {
  const { chatId, loadingSeconds = 20 } = jsonOf(request)
  if (world.findChat(String(chatId)) === null) throw invalid('chatId', 'Invalid chat ID')
  const seconds = Number(loadingSeconds)
  if (!(seconds >= 5 && seconds <= 60 && seconds % 5 === 0)) {
    throw invalid('loadingSeconds', 'Must be a multiple of 5 between 5 and 60')
  }
  return {}
}

function markAsRead(token: unknown, { world }: LineApi): object {
  for (const { messages } of world.chats()) {
    const until = messages.findIndex((message) => message.direction === 'in' && readTokenOf(message) === token)
    for (const message of messages.slice(0, until + 1)) {
      if (message.direction === 'in') message.isReadByBusiness = true
    }
    if (until >= 0) return {}
  }
  throw invalid('markAsReadToken', 'Invalid token')
}

function setEndpoint(endpoint: unknown, { webhook }: LineApi): object {
  const url = typeof endpoint === 'string' && endpoint.length <= 500 ? URL.parse(endpoint) : null
  const isLocal = url?.hostname === '127.0.0.1' || url?.hostname === 'localhost'
  if (url?.protocol !== 'https:' && !(isLocal && url?.protocol === 'http:')) {
    throw new LineRefusal(400, 'Invalid webhook endpoint URL')
  }
  webhook.endpoint = String(endpoint)
  return {}
}

function endpointOf({ webhook }: LineApi): object {
  if (webhook.endpoint === null) throw notFound
  return { endpoint: webhook.endpoint, active: webhook.isActive }
}

async function testEndpoint(api: LineApi): Promise<object> {
  const statusCode = await api.verifyWebhook()
  const isOk = statusCode !== null && statusCode >= 200 && statusCode < 300
  const reason = isOk ? 'OK' : statusCode === null ? 'COULD_NOT_CONNECT' : 'ERROR_STATUS_CODE'
  return { success: isOk, timestamp: new Date(api.world.clock.now()).toISOString(), statusCode, reason, detail: reason }
}

/** Finds the call behind a request to the host of contents, where pictures of stickers and people are too. */
export function contentCallOf(request: HttpRequest, api: LineApi): Call<Operation> {
  const { method, path } = request
  const [, messageId, about] = /^\/v2\/bot\/message\/(\d+)\/content(\/transcoding)?$/.exec(path) ?? []
  if (method !== 'GET') throw notFound
  if (/^\/stickershop\/v1\/sticker\/\d+\/android\/sticker\.png$|^\/profile\/U\w+\.png$/.test(path)) {
    return { operation: 'content', apply: () => ({ reply: pictureReply }) }
  }
  if (messageId === undefined) throw notFound
  return {
    operation: 'content',
    apply: () => {
      authenticate(request, api)
      return { reply: contentOf(messageId, about !== undefined, api) }
    },
  }
}

function contentOf(messageId: string, isAboutState: boolean, { world }: LineApi): Applied['reply'] {
  const message = world.message(messageId)?.message
  if (!message?.content) throw notFound
  if (message.isDeleted) throw new LineRefusal(410, 'Gone')
  const isReady = message.content.readyAt <= world.clock.now()
  if (isAboutState) return json({ status: isReady ? 'succeeded' : 'processing' })
  if (!isReady) return { status: 202, body: '' }
  return { status: 200, headers: { 'content-type': message.content.type }, body: message.content.bytes }
}

// One pixel.
const pictureReply: Applied['reply'] = {
  status: 200,
  headers: { 'content-type': 'image/png' },
  body: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64',
  ),
}
