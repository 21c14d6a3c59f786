import type { Applied, Call } from '../desk/answer.ts'
import { type HttpRequest, json } from '../desk/exchange.ts'
import { describeMessage, type Taken, takeMessage } from './outbound.ts'
import { notFound, TwilioRefusal } from './refusal.ts'
import type { Store } from './store.ts'
import type { OwnNumber, World } from './world.ts'

export type Operation = 'send' | 'read' | 'download'

export type TwilioApi = Readonly<{
  world: World
  store: Store
  accountSid: string
  accountName: string
  /** Null: changed for another. */
  authToken(): string | null
  tellFate(taken: Taken): Promise<void>
}>

/** Finds the call behind a request. @throws {TwilioRefusal} where Twilio has none. */
export function callOf(request: HttpRequest, api: TwilioApi): Call<Operation> {
  const { method, path } = request
  const [version, accounts, account = '', ...rest] = path.split('/').slice(1).map(decodeURIComponent)
  if (version !== '2010-04-01' || accounts !== 'Accounts') throw notFound(path)

  const call = (operation: Operation, apply: () => Applied | Promise<Applied>): Call<Operation> => ({
    operation,
    apply: async () => {
      authenticate(request, api)
      if (account.replace('.json', '') !== api.accountSid) throw notFound(path)
      return apply()
    },
  })
  const read = (value: () => object): Call<Operation> => call('read', () => ({ reply: json(value()) }))

  switch (`${method} ${rest.map((part) => part.replace(/^(SM|MM|ME)[0-9a-f]{32}/, '$1')).join('/')}`) {
    case 'POST Messages.json':
      return call('send', () => postMessage(request, api))
    case 'GET ':
      if (!account.endsWith('.json')) throw notFound(path)
      return read(() => ({ sid: api.accountSid, friendly_name: api.accountName, status: 'active', type: 'Full' }))
    case 'GET IncomingPhoneNumbers.json':
      return read(() => ({
        incoming_phone_numbers: numbersOf(api, 'PhoneNumber', request.query.get('PhoneNumber')).map(describe),
      }))
    case 'GET SMS/ShortCodes.json':
      return read(() => ({
        short_codes: numbersOf(api, 'ShortCode', request.query.get('ShortCode')).map(describe),
      }))
    case 'GET Messages/SM.json':
    case 'GET Messages/MM.json':
      return read(() => messageOf(rest[1]?.replace('.json', '') ?? '', api))
    case 'GET Messages/MM/Media/ME':
      return call('download', () => ({ reply: redirect(rest[1] ?? '', rest[3] ?? '', api, path) }))
    default:
      throw notFound(path)
  }
}

function authenticate({ headers }: HttpRequest, { accountSid, authToken }: TwilioApi): void {
  const token = authToken()
  const expected = `Basic ${Buffer.from(`${accountSid}:${token}`).toString('base64')}`
  if (token === null || headers.get('authorization') !== expected) throw new TwilioRefusal(20003, 'Authenticate', 401)
}

async function postMessage(request: HttpRequest, api: TwilioApi): Promise<Applied> {
  // What is not a form has no fields.
  const isForm = request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false
  const taken = await takeMessage(new URLSearchParams(isForm ? request.body.toString() : ''), api.world)
  return { reply: json(describeMessage(taken, api.accountSid), 201), afterwards: () => api.tellFate(taken) }
}

function messageOf(sid: string, { world, accountSid }: TwilioApi): object {
  const found = world.message(sid)
  if (found === null) throw notFound(`Messages/${sid}`)
  return describeMessage({ ...found, status: found.message.statuses.at(-1) ?? 'queued', failure: null }, accountSid)
}

function numbersOf({ world }: TwilioApi, list: 'PhoneNumber' | 'ShortCode', wanted: string | null): OwnNumber[] {
  return [...world.numbers.values()].filter(({ number }) => {
    return number.startsWith('+') === (list === 'PhoneNumber') && (wanted === null || number.includes(wanted))
  })
}

function describe({ number, sid, friendlyName, takesText, webhookUrl }: OwnNumber): object {
  return {
    sid,
    friendly_name: friendlyName,
    ...(number.startsWith('+') ? { phone_number: number } : { short_code: number }),
    capabilities: { sms: takesText, mms: takesText, voice: true },
    sms_url: webhookUrl ?? '',
  }
}

function redirect(messageSid: string, mediaSid: string, { world, store }: TwilioApi, path: string): Applied['reply'] {
  const medium = world.message(messageSid)?.message.media.find(({ sid }) => sid === mediaSid)
  if (medium === undefined) throw notFound(path)
  return { status: 307, headers: { location: store.addressOf(medium) }, body: '' }
}
