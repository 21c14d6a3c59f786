import type { Applied, Call } from '../desk/answer.ts'
import { type HttpRequest, html, jsonOf } from '../desk/exchange.ts'
import type { JsonObject } from '../desk/json.ts'
import { Refusal } from '../desk/refusal.ts'
import type { Operation } from './faults.ts'
import type { Notices } from './notices.ts'
import { chatOf, type Provider, requireBusiness, takeMessage, textOf } from './outbound.ts'
import { invalid, ok, TiktokRefusal } from './refusal.ts'
import type { Tokens } from './tokens.ts'

const prefix = '/open_api/v1.3/'
const maxImage = 3 * 1024 * 1024

export type TiktokApi = Provider &
  Readonly<{
    tokens: Tokens
    notices: Notices
    app: Readonly<{ id: string; secret: string }>
    baseUrl: string
    webhookUrl(): string | null
    callAt(address: string | null): void
  }>

class NotFound extends Refusal {
  override toReply() {
    return html('404 page not found', 404)
  }
}

/** Finds the call behind a request. Paths end with a slash; without it nothing is found. */
export function callOf(request: HttpRequest, api: TiktokApi): Call<Operation> {
  const { method, path, headers } = request
  if (path.startsWith('/media/')) return { operation: 'download', apply: () => download(request, api) }
  if (!path.startsWith(prefix) || !path.endsWith('/')) throw new NotFound('nothing is there')

  const withToken = (operation: Operation, apply: () => Applied | Promise<Applied>): Call<Operation> => ({
    operation,
    apply: () => {
      api.tokens.require(headers.get('access-token'))
      return apply()
    },
  })
  const body = (): JsonObject => {
    if (!headers.get('content-type')?.startsWith('application/json')) throw invalid('body', 'Not a JSON object')
    return jsonOf(request)
  }

  switch (`${method} ${path.slice(prefix.length, -1)}`) {
    case 'POST business/message/send':
      return jsonOf(request).message_type === 'SENDER_ACTION'
        ? withToken('action', () => act(body(), api))
        : withToken('send', () => postMessage(body(), api))
    case 'POST business/message/media/upload':
      return withToken('upload', () => upload(request, api))
    case 'POST business/message/media/download':
      return withToken('locate', () => locate(body(), api))
    case 'GET business/message/content/list':
      return withToken('profile', () => listContent(request.query, api))
    case 'GET business/get':
      return withToken('profile', () => getAccount(request.query, api))
    case 'POST tt_user/oauth2/refresh_token':
      return { operation: 'refresh', apply: () => refresh(body(), api) }
    case 'POST business/webhook/update':
      return { operation: 'webhook', apply: () => updateWebhook(body(), api) }
    case 'POST business/webhook/delete':
      return { operation: 'webhook', apply: () => deleteWebhook(body(), api) }
    case 'GET business/webhook/list':
      return { operation: 'webhook', apply: () => listWebhook(Object.fromEntries(request.query), api) }
    default:
      throw new NotFound('nothing is there')
  }
}

function postMessage(body: JsonObject, api: TiktokApi): Applied {
  const { chat, message, content } = takeMessage(body, api)
  return {
    reply: ok({ message: { message_id: message.id } }),
    afterwards: () => api.notices.tellFate(chat, message, content),
  }
}

function act(body: JsonObject, api: TiktokApi): Applied {
  const chat = chatOf(body, api)
  const action = textOf(body.sender_action, 'sender_action', 20)
  if (action !== 'TYPING' && action !== 'MARK_READ') throw invalid('sender_action', 'Must be TYPING or MARK_READ')
  chat.actions.push(action)
  return { reply: ok() }
}

async function upload({ headers, body }: HttpRequest, { world, files }: TiktokApi): Promise<Applied> {
  const type = headers.get('content-type') ?? ''
  if (!type.startsWith('multipart/form-data')) throw invalid('file', 'Missing data for required field')
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  requireBusiness(form.get('business_id'), world)
  if (form.get('media_type') !== 'IMAGE') throw invalid('media_type', 'Must be IMAGE')
  const file = form.get('file')
  if (!(file instanceof File) || file.size === 0) throw invalid('file', 'Missing data for required field')
  if (!['image/jpeg', 'image/png'].includes(file.type)) throw new TiktokRefusal(40908, 'Unsupported file type')
  if (file.size > maxImage) throw new TiktokRefusal(40908, 'The file is too large')
  return { reply: ok({ media_id: files.add(file.type, await file.bytes()).id }) }
}

function locate(body: JsonObject, { world, files, baseUrl }: TiktokApi): Applied {
  requireBusiness(body.business_id, world)
  const chat = world.find(textOf(body.conversation_id, 'conversation_id', 500))
  if (!chat?.messages.some(({ id }) => id === body.message_id)) throw invalid('message_id', 'Unknown message')
  const file = files.get(textOf(body.media_id, 'media_id', 200))
  const kind = file?.type.startsWith('video/') ? 'VIDEO' : 'IMAGE'
  if (file === null || body.media_type !== kind) throw invalid('media_id', 'Unknown media')
  return { reply: ok({ download_url: files.addressOf(file, baseUrl) }) }
}

/** Another host in truth, which wants the token under another name and answers pages. */
function download({ method, path, query, headers }: HttpRequest, { tokens, files }: TiktokApi): Applied {
  if (method !== 'GET') return { reply: html('Method not allowed', 405) }
  if (!tokens.isGood(headers.get('x-user'))) return { reply: html('Forbidden', 403) }
  const file = files.at(path, query)
  if (file === null) return { reply: html('Not found', 404) }
  return { reply: { status: 200, headers: { 'content-type': file.type }, body: file.bytes } }
}

function listContent(query: URLSearchParams, { world }: TiktokApi): Applied {
  requireBusiness(query.get('business_id'), world)
  const chat = world.find(query.get('conversation_id') ?? '')
  if (chat === null) throw invalid('conversation_id', 'Invalid conversation id')
  const { businessId, displayName } = world.account
  const { userId, username } = chat.person
  return {
    reply: ok({
      messages: chat.messages.slice(-20).map(({ id, type }) => ({ message_id: id, message_type: type.toUpperCase() })),
      participants: [
        { id: businessId, role: 'BUSINESS_ACCOUNT', display_name: displayName },
        { id: userId, role: 'PERSONAL_ACCOUNT', username, display_name: username.replace('.example', '') },
      ],
    }),
  }
}

function getAccount(query: URLSearchParams, { world }: TiktokApi): Applied {
  requireBusiness(query.get('business_id'), world)
  const { username, displayName } = world.account
  return { reply: ok({ username, display_name: displayName }) }
}

function refresh(body: JsonObject, { app, tokens, world }: TiktokApi): Applied {
  if (body.client_id !== app.id || body.client_secret !== app.secret) throw badApp()
  if (body.grant_type !== 'refresh_token') throw invalid('grant_type', 'Must be refresh_token')
  return { reply: ok({ ...tokens.renew(body.refresh_token), open_id: world.account.businessId }) }
}

function updateWebhook(body: JsonObject, api: TiktokApi): Applied {
  requireApp(body, api)
  const address = textOf(body.callback_url, 'callback_url', 2000)
  if (!URL.canParse(address)) throw invalid('callback_url', 'Not a valid URL')
  api.callAt(address)
  return listWebhook(body, api)
}

function deleteWebhook(body: JsonObject, api: TiktokApi): Applied {
  requireApp(body, api)
  api.callAt(null)
  return { reply: ok() }
}

function listWebhook(body: JsonObject, api: TiktokApi): Applied {
  requireApp(body, api)
  const address = api.webhookUrl()
  return {
    reply: ok(address === null ? {} : { app_id: api.app.id, event_type: 'DIRECT_MESSAGE', callback_url: address }),
  }
}

function requireApp({ app_id: id, secret, event_type: event }: JsonObject, { app }: TiktokApi): void {
  if (id !== app.id || secret !== app.secret) throw badApp()
  if (event !== 'DIRECT_MESSAGE') throw invalid('event_type', 'Must be DIRECT_MESSAGE')
}

function badApp(): TiktokRefusal {
  return new TiktokRefusal(40001, 'The app id or secret is incorrect')
}
