import type { DeliveryOutcome, Failure, ProviderAnswer } from '../channel.ts'
import { type Bag, bag, bags, number, tryJson } from '../reading.ts'
import { graphErrorIn, type Meaning, type Meanings } from './errors.ts'

type Answered = Extract<ProviderAnswer, { kind: 'answer' }>

/**
 * Reads the answer to a message. The provider knows no idempotency key, so a message is sent again only when it
 * certainly did not go out; whatever is in doubt is `unknown` and waits for a status or an echo.
 */
export function outcomeOf(
  answer: ProviderAnswer,
  meanings: Meanings,
  providerIdIn: (body: Bag) => string | null,
): DeliveryOutcome {
  if (answer.kind === 'no_answer') {
    return answer.isWritten ? { kind: 'unknown', detail: answer.detail } : failureOf(answer, meanings)
  }

  const body = tryJson(answer.body)
  if (graphErrorIn(body, meanings) !== null) return failureOf(answer, meanings)

  const providerId = providerIdIn(bag(body))
  if (isOk(answer) && providerId !== null) return { kind: 'sent', providerId }
  if (isOk(answer) || isInDoubt(answer.status)) return { kind: 'unknown', detail: describe(answer) }
  return failureOf(answer, meanings)
}

/**
 * Why a request failed that may be made again without harm: uploads, reads, and messages that were not taken. A 2xx ends
 * here when its body was cut off on the way.
 */
export function failureOf(answer: ProviderAnswer, meanings: Meanings): Failure {
  if (answer.kind === 'no_answer') return failure(temporary, answer.detail)

  const error = graphErrorIn(tryJson(answer.body), meanings)
  if (error === null) return failure(meaningOfStatus(answer.status), describe(answer), retryAfterMs(answer))

  // An error we have no name for, from a server that says the fault is its own.
  const isTheirs = error.meaning.code === 'unknown' && answer.status >= 500
  return failure(isTheirs ? temporary : error.meaning, error.detail, retryAfterMs(answer))
}

/** The object in an answer that agrees; null: it does not. */
export function agreedIn(answer: ProviderAnswer): Bag | null {
  if (answer.kind !== 'answer' || !isOk(answer)) return null
  const body = tryJson(answer.body)
  return typeof body === 'object' && body !== null && !('error' in body) ? bag(body) : null
}

export function isOk({ status }: Answered): boolean {
  return status >= 200 && status < 300
}

// With a Graph error in its body a 5xx comes from the application, which says that it did not take the message. Without
// one it comes from something in front of it: a gateway that waited in vain (502, 504) may have handed the message over.
// Only 503 says that nobody was there to take it.
function isInDoubt(status: number): boolean {
  return status >= 500 && status !== 503
}

const temporary: Meaning = { code: 'provider_down', retry: 'later', isChannelBroken: false, retryAfterMs: null }

function meaningOfStatus(status: number): Meaning {
  const final = { retry: 'never', isChannelBroken: false, retryAfterMs: null } as const

  if (status === 429) return { ...temporary, code: 'rate_limited' }
  if (status < 300 || status >= 500 || status === 408 || status === 425) return temporary
  if (status === 401) return { ...final, code: 'auth_invalid', isChannelBroken: true }
  if (status === 403) return { ...final, code: 'permission' }
  if (status === 413) return { ...final, code: 'unsupported_content' }
  return { ...final, code: 'unknown' }
}

function failure(meaning: Meaning, detail: string, hintMs: number | null = null): Failure {
  return {
    kind: 'failure',
    code: meaning.code,
    detail,
    retry: meaning.retry,
    retryAfterMs: meaning.retry === 'later' ? (hintMs ?? meaning.retryAfterMs) : null,
    ...(meaning.isOfRecipient && { isOfRecipient: true }),
    isChannelBroken: meaning.isChannelBroken,
  }
}

function retryAfterMs({ headers }: Answered): number | null {
  const seconds = number(headers.get('retry-after'))
  if (seconds !== null && seconds >= 0) return seconds * 1000

  // {"<business id>": [{"call_count": 100, "estimated_time_to_regain_access": 5}]}, in minutes.
  const usage = bag(tryJson(headers.get('x-business-use-case-usage') ?? ''))
  const minutes = Object.values(usage)
    .flatMap(bags)
    .map((one) => number(one.estimated_time_to_regain_access) ?? 0)
  const longest = Math.max(0, ...minutes)
  return longest > 0 ? longest * 60_000 : null
}

function describe({ status, body }: Answered): string {
  const start = body.replace(/\s+/g, ' ').trim().slice(0, 200)
  const isReadable = start !== '' && !start.startsWith('<')
  return isReadable ? `HTTP ${status}: ${start}` : `HTTP ${status}`
}
