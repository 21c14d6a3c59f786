import { timingSafeEqual } from 'node:crypto'
import { type ApiGesture, type ApiMessage, apiGesture, apiMessage } from '@fairlead/sdk'
import type { Applied, Call } from '../desk/answer.ts'
import { type HttpRequest, json, jsonOf, type Reply } from '../desk/exchange.ts'
import { Refusal } from '../desk/refusal.ts'
import type { Operation } from './faults.ts'
import type { Notices } from './notices.ts'
import { signatureOf } from './webhooks.ts'
import type { Chat, ChatMessage, World } from './world.ts'

export type SystemApi = Readonly<{ world: World; notices: Notices; secret(): string }>

const toleranceSeconds = 5 * 60

class SystemRefusal extends Refusal {
  readonly #status: number
  readonly #code: string

  constructor(status: number, code: string, detail: string) {
    super(detail)
    this.#status = status
    this.#code = code
  }

  override toReply(): Reply {
    return json({ error: { code: this.#code, detail: this.message } }, this.#status)
  }
}

export function callOf(request: HttpRequest, api: SystemApi): Call<Operation> {
  const { method, path } = request
  if (method === 'POST' && path === '/messages') return { operation: 'send', apply: () => take(request, api) }
  if (method === 'GET' && path.startsWith('/files/')) return { operation: 'download', apply: () => download(path, api) }
  throw new SystemRefusal(404, 'unknown', 'nothing is there')
}

/** Each message once: what came before under the same key is answered as it was then, and not done again. */
async function take(request: HttpRequest, api: SystemApi): Promise<Applied> {
  requireSignature(request, api)
  const message = read(request)
  if (message.type !== 'message') return gesture(message, api)
  const known = api.world.taken.get(message.id)
  if (known !== undefined) return { reply: json({ id: known.id }) }

  const chat = api.world.find(message.to)
  if (chat === null) throw new SystemRefusal(404, 'invalid_recipient', `nobody has the address ${message.to}`)
  if (!chat.person.isReachable) throw new SystemRefusal(422, 'recipient_blocked', 'they have blocked us')
  const attachments = await Promise.all(message.attachments.map(fetchFile))
  // It may have come again while the files were on their way.
  return {
    reply: json({ id: accept(message, chat, attachments, api.world).id }),
    afterwards: () => tell(message, chat, api),
  }
}

/** What an agent does without a word: kept for whoever looks at the chat. */
function gesture(told: ApiGesture, { world }: SystemApi): Applied {
  const chat = world.find(told.to)
  if (chat === null) throw new SystemRefusal(404, 'invalid_recipient', `nobody has the address ${told.to}`)
  if (told.type === 'typing') chat.typedAt = Date.parse(told.at)
  else world.markRead(chat, told.id)
  return { reply: { status: 204, headers: {}, body: '' } }
}

function accept(
  { id, text, replyTo, choices }: ApiMessage,
  chat: Chat,
  attachments: ChatMessage['attachments'],
  world: World,
): ChatMessage {
  const known = world.taken.get(id)
  if (known !== undefined) return known
  const written = world.write(chat, {
    ...{ direction: 'out', type: attachments.length > 0 ? 'file' : 'text', messageId: id, text, attachments },
    replyTo: replyTo?.id ?? null,
    choices: choices.map(({ title }) => title),
  })
  world.taken.set(id, written)
  return written
}

async function tell({ id }: ApiMessage, chat: Chat, { world, notices }: SystemApi): Promise<void> {
  const written = world.taken.get(id)
  if (written !== undefined) await notices.tellFate(chat, written)
}

/** From us, just now, and nothing that was changed on the way. */
function requireSignature({ headers, body }: HttpRequest, { secret }: SystemApi): void {
  const given = headers.get('fairlead-signature') ?? ''
  const seconds = Number(/^t=(\d+),/.exec(given)?.[1])
  const isRecent = Math.abs(Date.now() / 1000 - seconds) <= toleranceSeconds
  const right = Buffer.from(signatureOf(body, secret(), seconds))
  const isRight = given.length === right.length && timingSafeEqual(Buffer.from(given), right)
  if (secret() === '' || !isRecent || !isRight) throw new SystemRefusal(401, 'auth_invalid', 'the signature is wrong')
}

function read(request: HttpRequest): ApiMessage | ApiGesture {
  if (!request.headers.get('content-type')?.startsWith('application/json')) {
    throw new SystemRefusal(415, 'unsupported_content', 'send JSON')
  }
  const body = jsonOf(request)
  const known = [apiMessage, ...apiGesture.options].find(({ shape }) => shape.type.safeParse(body.type).success)
  const parsed = (known ?? apiMessage).strict().safeParse(body)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new SystemRefusal(422, 'unsupported_content', `${issue?.path.join('.')}: ${issue?.message}`)
  }
  if (parsed.data.type === 'message' && request.headers.get('idempotency-key') !== parsed.data.id) {
    throw new SystemRefusal(400, 'unknown', 'Idempotency-Key is not the message’s id')
  }
  return parsed.data
}

async function fetchFile({ url, name, type, size }: ApiMessage['attachments'][number]) {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => null)
  if (!response?.ok) throw new SystemRefusal(422, 'media_error', `${name} could not be fetched`)
  const { length } = await response.bytes()
  if (length !== size) throw new SystemRefusal(422, 'media_error', `${name} has ${length} bytes and not ${size}`)
  return { name, type, size }
}

function download(path: string, { world }: SystemApi): Applied {
  const file = world.files.get(path.slice('/files/'.length))
  if (file === undefined) throw new SystemRefusal(404, 'media_error', 'no such file')
  return { reply: { status: 200, headers: { 'content-type': file.type }, body: file.bytes } }
}
