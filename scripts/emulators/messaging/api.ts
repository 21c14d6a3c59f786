import type { Applied, Call } from '../desk/answer.ts'
import { type HttpRequest, json, jsonOf } from '../desk/exchange.ts'
import { tryJson } from '../desk/json.ts'
import { GraphRefusal, noSuchObject } from '../graph/refusal.ts'
import { describeAccount, profileOf, subscribe, subscriptions, unsubscribe } from './account.ts'
import type { Operation } from './faults.ts'
import { requireFit } from './fetched.ts'
import type { Files } from './files.ts'
import type { Notices } from './notices.ts'
import { takeMessage } from './outbound.ts'
import { invalid, requireKeys, requireOne } from './refusal.ts'
import type { Tokens } from './tokens.ts'
import type { World } from './world.ts'

const VERSION = 'v25.0'

export type MessagingApi = Readonly<{ world: World; files: Files; tokens: Tokens; notices: Notices }>

/** Finds the call behind a request. @throws {GraphRefusal} where Graph has none. */
export function callOf(request: HttpRequest, api: MessagingApi): Call<Operation> {
  const { method, path } = request
  if (path.startsWith('/cdn/')) {
    return { operation: 'download', apply: () => ({ reply: api.files.download(request) }) }
  }
  if (path === '/refresh_access_token' && api.world.account.product === 'instagram') {
    return { operation: 'refresh', apply: () => ({ reply: json(api.tokens.renew(request)) }) }
  }

  const [version, id = '', edge = ''] = path.split('/').slice(1).map(decodeURIComponent)
  if (version !== VERSION) throw new GraphRefusal(2635, `Only ${VERSION} is spoken here.`)
  const call = (operation: Operation, apply: () => Applied | Promise<Applied>): Call<Operation> => ({
    operation,
    apply: async () => {
      api.tokens.authenticate(request)
      return apply()
    },
  })
  const own = (operation: Operation, apply: () => Applied | Promise<Applied>): Call<Operation> =>
    call(operation, () => {
      if (!isAccount(id, api.world)) throw noSuchObject(id)
      return apply()
    })

  switch (`${method} ${edge}`) {
    case 'POST messages':
      return own(jsonOf(request).sender_action === undefined ? 'send' : 'action', () => postMessage(request, api))
    case 'POST message_attachments':
      return own('upload', () => postAttachment(request, api))
    case 'GET subscribed_apps':
      return own('account', () => ({ reply: json(subscriptions(api.world.account)) }))
    case 'POST subscribed_apps':
      return own('subscribe', () => ({ reply: json(subscribe(request, id, api.world.account)) }))
    case 'DELETE subscribed_apps':
      return own('subscribe', () => ({ reply: json(unsubscribe(api.world.account)) }))
    case 'GET conversations':
      return own('inbox', () => ({ reply: json(inbox(request, api.world)) }))
    case 'GET ':
      return isAccount(id, api.world)
        ? call('account', () => ({ reply: json(describeAccount(id, request.query, api.world.account)) }))
        : call('profile', () => ({ reply: json(profileOf(id, request.query, api.world)) }))
    default:
      throw noSuchObject(`${id}/${edge}`)
  }
}

function isAccount(id: string, { account }: World): boolean {
  return id === 'me' || id === account.pageId || (account.product === 'instagram' && id === account.id)
}

async function postMessage(request: HttpRequest, { world, files, notices }: MessagingApi): Promise<Applied> {
  if (!request.headers.get('content-type')?.startsWith('application/json')) {
    throw invalid('The parameter recipient is required')
  }
  const { answer, chat, message } = await takeMessage(jsonOf(request), world, files)
  return { reply: json(answer), ...(message !== null && { afterwards: () => notices.tellFate(chat, message) }) }
}

async function postAttachment({ headers, body }: HttpRequest, { world, files }: MessagingApi): Promise<Applied> {
  const contentType = headers.get('content-type') ?? ''
  if (world.account.product !== 'messenger') throw noSuchObject('message_attachments')
  if (!contentType.startsWith('multipart/form-data')) throw invalid('The parameter message is required')
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData()

  const said = form.get('message')
  const message = requireKeys(typeof said === 'string' ? tryJson(said) : undefined, 'message', ['attachment'])
  const { type, payload } = requireKeys(message.attachment, 'message[attachment]', ['type', 'payload'])
  const kind = requireOne(type, 'message[attachment][type]', ['image', 'audio', 'video', 'file'])
  requireKeys(payload, 'message[attachment][payload]', ['is_reusable'])

  const file = form.get('filedata')
  if (!(file instanceof File)) throw invalid('Upload attachment failure.', 2018047)
  requireFit(kind, file.type.split(';')[0] ?? '', file.size, world.account)
  const stored = files.add({ kind, type: file.type, name: file.name, bytes: await file.bytes() })
  return { reply: json({ attachment_id: stored.id }) }
}

/** The page's own inbox knows names that profiles withhold. */
function inbox({ query }: HttpRequest, world: World): object {
  const chat = world.find(query.get('user_id') ?? '')
  if (chat === null) return { data: [] }
  const { id, name } = chat.person
  const ours = { name: world.account.name, id: world.account.pageId }
  return { data: [{ id: `t_${id}`, participants: { data: [{ name: name ?? 'Facebook User', id }, ours] } }] }
}
