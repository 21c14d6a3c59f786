/** One request to another system, and what it answered: bounded in time and size, and never into the private network. */
import { signAt } from '../../channels/signature.ts'
import { now } from '../../db/clock.ts'
import type { Db } from '../../db/database.ts'
import { OutboundError, type OutboundRequest, RefusedAddress } from '../../providers/guarded-fetch.ts'
import type { Providers } from '../../providers/providers.ts'
import { withoutBadText } from '../../text.ts'
import type { EffectOf } from '../interpreter/effect.ts'
import type { Asking } from './asking.ts'
import { Refused } from './refused.ts'
import { type Filling, openSecret, withSecrets } from './secrets.ts'

/** `isWorthRetry`: it may do the next time. */
export type Answer =
  | Readonly<{ kind: 'answer'; status: number; body: string; retryAfterMs: number | null; isWorthRetry: boolean }>
  | Readonly<{ kind: 'failure'; code: string; detail: string; isWorthRetry: boolean }>

type HttpAsking = Asking & Readonly<{ effect: EffectOf<'request'> | EffectOf<'webhook'> }>
type Doors = Pick<Providers, 'fetch' | 'secrets'>

const mostBytes = 1024 * 1024
const mostCharacters = 100_000
const webhookTimeoutMs = 10_000
/** The secret by whose name webhooks of workflows are signed, where there is one. */
const signingSecret = 'webhook_signing'
/** What the connection itself says, and nobody else. */
const own = new Set(['host', 'content-length', 'transfer-encoding', 'connection', 'upgrade', 'expect', 'te'])

export async function askSystem(db: Db, doors: Doors, asking: HttpAsking, signal?: AbortSignal): Promise<Answer> {
  let hide = (text: string) => text
  try {
    const filling = await fillingOf(db, doors, asking)
    hide = filling.hide
    const request = await toRequest(db, doors, asking, filling)
    const response = await doors.fetch({ ...request, ...(signal ? { signal } : {}) })
    const { status } = response
    if (status >= 300 && status < 400 && status !== 304) {
      // Where it leads nobody has checked, and what was meant for one is not told to another.
      return failure('redirected', `It answered with a redirect (${status}), which is not followed.`)
    }
    const body = hide(await readBeginning(response.body)).slice(0, mostCharacters)
    const isWorthRetry = status === 429 || status >= 500
    return { kind: 'answer', status, body, retryAfterMs: retryAfterOf(response.headers), isWorthRetry }
  } catch (error) {
    return toFailure(error, hide)
  }
}

function fillingOf(db: Db, { secrets }: Doors, asking: HttpAsking): Promise<Filling> {
  const { url, body, headers } = givenBy(asking)
  return withSecrets(db, secrets, asking.workspaceId, [url, body, ...headers.map(({ value }) => value)])
}

function givenBy(asking: HttpAsking) {
  const { effect } = asking
  return effect.do === 'request' ? effect : { ...effect, method: 'POST' as const, headers: [], body: bodyOf(asking) }
}

async function toRequest(db: Db, doors: Doors, asking: HttpAsking, { fill }: Filling): Promise<OutboundRequest> {
  const { effect, id } = asking
  const given = givenBy(asking)
  const url = fill(given.url)
  if (!URL.canParse(url)) throw new Refused('invalid_request', 'What the step asks is no address.')
  const body = given.method === 'GET' || given.body === '' ? null : fill(given.body)
  const headers = Object.fromEntries(
    given.headers
      .map(({ name, value }) => [name.trim().toLowerCase(), fill(value)] as const)
      .filter(([name]) => !own.has(name)),
  )
  return {
    method: given.method,
    url,
    headers: {
      'idempotency-key': `workflow:${id}:${effect.id}`,
      ...(body === null ? {} : { 'content-type': isJson(body) ? 'application/json' : 'text/plain; charset=utf-8' }),
      ...(effect.do === 'webhook' ? await signed(db, doors, asking, body ?? '') : {}),
      ...headers,
    },
    body,
    timeoutMs: effect.do === 'request' ? effect.timeoutSeconds * 1000 : webhookTimeoutMs,
  }
}

function bodyOf({ effect, workflowId, id }: HttpAsking): string {
  return effect.body.trim() === '' ? JSON.stringify({ workflowId, runId: id }) : effect.body
}

async function signed(db: Db, { secrets }: Doors, { workspaceId, id, effect }: HttpAsking, body: string) {
  const secret = await openSecret(db, secrets, { workspaceId, name: signingSecret })
  return {
    'fairlead-delivery': `${id}:${effect.id}`,
    'fairlead-event': 'workflow',
    ...(secret === null ? {} : { 'fairlead-signature': signAt(body, secret, now()) }),
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

// Whoever sends on and on is heard for so long and no longer; leaving the loop closes the connection.
async function readBeginning(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    size += chunk.byteLength
    if (size >= mostBytes) break
  }
  const text = Buffer.concat(chunks).subarray(0, mostBytes).toString('utf8')
  return withoutBadText(text.slice(0, mostCharacters))
}

function retryAfterOf(headers: Headers): number | null {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null
}

function toFailure(error: unknown, hide: Filling['hide']): Answer {
  if (error instanceof Refused) return failure(error.code, error.message)
  if (error instanceof RefusedAddress) return failure('private_address', hide(error.message))
  if (error instanceof OutboundError) return { ...failure('unreachable', hide(error.message)), isWorthRetry: true }
  // A header that cannot be one, say. What was in it is not repeated.
  if (error instanceof TypeError) return failure('invalid_request', 'What the step asks cannot be sent as HTTP.')
  throw error
}

function failure(code: string, detail: string) {
  return { kind: 'failure', code, detail, isWorthRetry: false } as const
}
