import type { Failure, FailureCode, ProviderAnswer, ProviderRequest } from '../channel.ts'
import { type Bag, bag, bags, number, text, tryJson } from '../reading.ts'
import type { LineAccount } from './account.ts'

type Answered = Extract<ProviderAnswer, { kind: 'answer' }>
type Meaning = Pick<Failure, 'code' | 'retry' | 'isChannelBroken'>

export function get(account: LineAccount, path: string): ProviderRequest {
  return {
    kind: 'request',
    method: 'GET',
    url: apiUrl(account, path),
    headers: bearer(account),
    body: { kind: 'none' },
  }
}

export function send(account: LineAccount, method: 'POST' | 'PUT', path: string, value: unknown): ProviderRequest {
  return {
    kind: 'request',
    method,
    url: apiUrl(account, path),
    headers: bearer(account),
    body: { kind: 'json', value },
  }
}

/** What people sent lies on a host of its own. */
export function getContent({ urls, ...account }: LineAccount, path: string): ProviderRequest {
  return get({ ...account, urls, baseUrl: urls.line_data }, path)
}

export function isOk({ status }: Answered): boolean {
  return status >= 200 && status < 300
}

/** Why a request failed. LINE has no error codes: it says so by the status, and the rest in words. */
export function failureOf(answer: ProviderAnswer): Failure {
  if (answer.kind === 'no_answer') return failure(temporary, answer.detail)
  const body = bag(tryJson(answer.body))
  const meaning = answer.status === 400 ? meaningOfError(body) : meaningOfStatus(answer.status, body)
  return failure(meaning, describe(answer, body), retryAfterMs(answer))
}

const never = (code: FailureCode): Meaning => ({ code, retry: 'never', isChannelBroken: false })
const broken = (code: FailureCode): Meaning => ({ code, retry: 'never', isChannelBroken: true })
const temporary: Meaning = { code: 'provider_down', retry: 'later', isChannelBroken: false }

function meaningOfStatus(status: number, body: Bag): Meaning {
  // The month's messages are used up: nothing goes out until there are more, and only a manager can buy them.
  if (status === 429 && isQuotaUsedUp(body)) return broken('rate_limited')
  if (status === 429) return { ...temporary, code: 'rate_limited' }
  if (status < 300 || status >= 500 || status === 408 || status === 425) return temporary
  if (status === 401) return broken('auth_invalid')
  if (status === 403) return broken('permission')
  return never('unknown')
}

function isQuotaUsedUp({ message }: Bag): boolean {
  return /monthly limit/i.test(text(message) ?? '')
}

// "The property, 'to', in the request body is invalid", or the property by itself among the details. Whoever is no friend,
// or does not exist, is named by neither: "Failed to send messages".
function meaningOfError(body: Bag): Meaning {
  const words = text(body.message) ?? ''
  const properties = bags(body.details).map(({ property }) => text(property) ?? '')
  const isAbout = (name: RegExp): boolean => properties.some((property) => name.test(property)) || name.test(words)

  if (/failed to send messages/i.test(words) || properties.includes('to') || /'to'/.test(words)) {
    return never('invalid_recipient')
  }
  if (isAbout(/originalContentUrl|previewImageUrl|duration/)) return never('media_error')
  if (isAbout(/messages/)) return never('unsupported_content')
  return never('unknown')
}

function failure(meaning: Meaning, detail: string, hintMs: number | null = null): Failure {
  return { kind: 'failure', ...meaning, detail, retryAfterMs: meaning.retry === 'later' ? hintMs : null }
}

function retryAfterMs({ headers }: Answered): number | null {
  const seconds = number(headers.get('retry-after'))
  return seconds !== null && seconds >= 0 ? seconds * 1000 : null
}

const maxDetail = 500

function describe({ status, body: raw }: Answered, body: Bag): string {
  const details = bags(body.details).map(({ property, message }) =>
    [text(property), text(message)].filter((word) => word !== null).join(': '),
  )
  const words = [text(body.message), ...details].filter((word) => word !== null && word !== '')
  const start = raw.replace(/\s+/g, ' ').trim().slice(0, 200)
  const isReadable = start !== '' && !start.startsWith('<')
  const said = words.length > 0 ? words.join('; ') : isReadable ? start : ''
  return said === '' ? `HTTP ${status}` : `HTTP ${status}: ${said}`.slice(0, maxDetail)
}

function apiUrl({ baseUrl }: LineAccount, path: string): string {
  return `${baseUrl.replace(/\/+$/, '')}${path}`
}

function bearer({ secrets }: LineAccount): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${secrets.accessToken}` }
}
