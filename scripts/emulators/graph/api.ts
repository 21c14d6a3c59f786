import type { Applied, Call } from '../desk/answer.ts'
import { type HttpRequest, html, json, jsonOf } from '../desk/exchange.ts'
import type { JsonObject } from '../desk/json.ts'
import type { Operation } from './faults.ts'
import { digest, type Files, type StoredFile } from './files.ts'
import { requireObject, requireOneOf, requireText } from './json.ts'
import { type Provider, type Taken, takeMessage, takeReceipt } from './outbound.ts'
import { badToken, GraphRefusal, invalid, missing, noSuchObject } from './refusal.ts'
import { pageOf } from './templates.ts'
import type { BusinessNumber } from './world.ts'

const VERSION = 'v25.0'
const MAX_FILE = 100 * 1024 * 1024

type GraphCall = Call<Operation>

export type GraphApi = Provider &
  Readonly<{
    baseUrl: string
    /** Null: revoked. */
    accessToken(): string | null
    /** Posts the statuses of a message that was taken. */
    tellFate(taken: Taken, number: BusinessNumber): Promise<void>
    subscribe(number: BusinessNumber, callback: Readonly<{ url: string; verifyToken: string }>): Promise<void>
  }>

/** Finds the call behind a request. @throws {GraphRefusal} where Graph has none. */
export function callOf(request: HttpRequest, api: GraphApi): GraphCall {
  const { method, path } = request
  if (path === '/whatsapp_business/attachments/')
    return { operation: 'download', apply: async () => download(request, api) }

  const [version, id = '', edge = ''] = path.split('/').slice(1).map(decodeURIComponent)
  if (version !== VERSION) throw new GraphRefusal(2635, `Only ${VERSION} is spoken here.`)

  const graph = (operation: Operation, apply: () => Applied | Promise<Applied>): GraphCall => ({
    operation,
    apply: async () => {
      authenticate(request, api)
      return apply()
    },
  })

  switch (`${method} ${edge}`) {
    case 'POST messages':
      return jsonOf(request).status === undefined
        ? graph('send', () => postMessage(request, numberOf(id, api), api))
        : graph('read', () => ({ reply: json(takeReceipt(jsonOf(request), numberOf(id, api), api)) }))
    case 'POST media':
      return graph('upload', () => postMedia(request, numberOf(id, api), api))
    case 'GET message_templates':
      return graph('templates', () => {
        requireAccount(id, api)
        return { reply: json(pageOf(api.templates, request.query, api.baseUrl)) }
      })
    case 'GET phone_numbers':
      return graph('number', () => ({ reply: json({ data: requireAccount(id, api).map(describe) }) }))
    case 'POST subscribed_apps':
      return graph('subscribe', () => subscribe(jsonOf(request), requireAccount(id, api), api))
    case 'GET ':
      return api.world.numbers.has(id)
        ? graph('number', () => ({ reply: json(describe(numberOf(id, api))) }))
        : graph('locate', () => ({ reply: json(locate(id, request.query, api)) }))
    default:
      throw noSuchObject(`${id}/${edge}`)
  }
}

function authenticate({ headers }: HttpRequest, api: GraphApi): void {
  const token = api.accessToken()
  if (token === null) throw badToken(463)
  if (headers.get('authorization') !== `Bearer ${token}`) throw badToken()
}

function numberOf(id: string, { world }: Provider): BusinessNumber {
  const number = world.numbers.get(id)
  if (number === undefined) throw noSuchObject(id)
  return number
}

function requireAccount(id: string, { world }: Provider): readonly BusinessNumber[] {
  const numbers = [...world.numbers.values()].filter(({ businessAccountId }) => businessAccountId === id)
  if (numbers.length === 0) throw noSuchObject(id)
  return numbers
}

function postMessage(request: HttpRequest, number: BusinessNumber, api: GraphApi): Applied {
  if (!request.headers.get('content-type')?.startsWith('application/json')) {
    throw new GraphRefusal(100, 'The parameter messaging_product is required.')
  }
  const taken = takeMessage(jsonOf(request), number, api)
  return { reply: json(taken.answer), afterwards: () => api.tellFate(taken, number) }
}

async function postMedia({ headers, body }: HttpRequest, _: BusinessNumber, { files }: GraphApi): Promise<Applied> {
  const type = headers.get('content-type') ?? ''
  if (!type.startsWith('multipart/form-data')) throw missing('file')
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()

  requireOneOf(form.get('messaging_product') ?? undefined, 'messaging_product', ['whatsapp'])
  const claimed = requireText(form.get('type') ?? undefined, 'type', 255)
  const file = form.get('file')
  if (!(file instanceof File)) throw missing('file')
  if (essence(file.type) !== essence(claimed))
    throw invalid('type', `differs from the part's ${file.type || 'no type'}`)
  if (!/^[\w.+-]+\/[\w.+-]+$/.test(essence(claimed))) throw invalid('type', 'is not a media type')
  if (file.name === '') throw invalid('file', 'needs a name')
  if (file.size === 0 || file.size > MAX_FILE) throw invalid('file', `must have 1 to ${MAX_FILE} bytes`)

  const stored = files.add({ type: claimed, name: file.name, bytes: await file.bytes() }, false)
  return { reply: json({ id: stored.id }) }
}

function locate(id: string, query: URLSearchParams, api: GraphApi): object {
  const number = query.get('phone_number_id')
  if (number !== null && !api.world.numbers.has(number)) throw noSuchObject(id)
  const file = found(api.files, id)

  return {
    messaging_product: 'whatsapp',
    id: file.id,
    url: api.files.addressOf(file, api.baseUrl),
    mime_type: file.type,
    sha256: digest(file.bytes, 'hex'),
    // Text here, a number elsewhere.
    file_size: String(file.bytes.length),
  }
}

function found(files: Files, id: string): StoredFile {
  const file = files.get(id)
  if (file === null) throw noSuchObject(id)
  return file
}

/** Bytes need the token too; the host behind them is not Graph and answers pages, not Graph's errors. */
function download({ method, headers, query }: HttpRequest, api: GraphApi): Applied {
  const token = api.accessToken()
  const agent = headers.get('user-agent') ?? ''

  if (method !== 'GET') return { reply: html('Method not allowed', 405) }
  if (token === null || headers.get('authorization') !== `Bearer ${token}`) return { reply: html('Unauthorized', 401) }
  if (agent === '' || agent === 'node' || agent === 'undici') return { reply: html('Forbidden', 403) }

  const file = api.files.at(query)
  if (file === null) return { reply: html('URL signature expired', 404) }
  return { reply: { status: 200, headers: { 'content-type': file.type }, body: file.bytes } }
}

/** The override of the callback: Graph shakes hands at once, and refuses an address that does not. */
async function subscribe(body: JsonObject, numbers: readonly BusinessNumber[], api: GraphApi): Promise<Applied> {
  requireObject(body, 'subscribed_apps', ['override_callback_uri', 'verify_token'])
  if (body.override_callback_uri !== undefined) {
    const url = requireText(body.override_callback_uri, 'override_callback_uri', 2000)
    const verifyToken = requireText(body.verify_token, 'verify_token', 500)
    for (const number of numbers) {
      await api.subscribe(number, { url, verifyToken }).catch((cause: unknown) => {
        throw new GraphRefusal(2200, `Callback verification failed: ${cause instanceof Error ? cause.message : ''}`)
      })
    }
  }
  return { reply: json({ success: true }) }
}

function describe({ id, displayPhoneNumber }: BusinessNumber): object {
  return {
    id,
    display_phone_number: displayPhoneNumber,
    verified_name: 'Example Shop',
    quality_rating: 'GREEN',
    code_verification_status: 'VERIFIED',
    platform_type: 'CLOUD_API',
    throughput: { level: 'STANDARD' },
  }
}

function essence(type: string): string {
  return type.split(';')[0]?.trim().toLowerCase() ?? ''
}
