import type { DeliveryOutcome, Failure, ProviderAnswer } from '../channel.ts'
import { type Bag, bag, id, number, text, tryJson } from '../reading.ts'
import { type Meaning, meaningOf } from './errors.ts'

type Answered = Extract<ProviderAnswer, { kind: 'answer' }>

/**
 * Reads the answer to a message. Twilio knows no idempotency key, so a message is sent again only when it certainly did
 * not go out; whatever is in doubt is `unknown` and waits for a status, whose address carries our id.
 */
export function outcome(answer: ProviderAnswer): DeliveryOutcome {
  if (answer.kind === 'no_answer') {
    return answer.isWritten ? { kind: 'unknown', detail: answer.detail } : failureOf(answer)
  }
  const body = bag(tryJson(answer.body))
  const code = errorCodeIn(body)
  const providerId = id(body.sid)

  if (isOk(answer)) {
    if (providerId === null) return { kind: 'unknown', detail: describe(answer) }
    return isOver(body) && code !== null ? failureOf(answer) : { kind: 'sent', providerId }
  }
  // Without Twilio's own words a 5xx comes from something in front of it, which may have handed the message over. Only
  // 503 says that nobody was there to take it.
  if (answer.status >= 500 && answer.status !== 503 && code === null)
    return { kind: 'unknown', detail: describe(answer) }
  return failureOf(answer)
}

/** Why a request failed that may be made again without harm: reads, and messages that were not taken. */
export function failureOf(answer: ProviderAnswer): Failure {
  if (answer.kind === 'no_answer') return failure(temporary, answer.detail)

  const body = bag(tryJson(answer.body))
  const code = errorCodeIn(body)
  const meaning = meaningOf(code) ?? meaningOfStatus(answer.status)
  const words = text(body.message) ?? text(body.error_message)
  const detail = code === null ? describe(answer) : `${code}: ${words ?? 'no details'}`.slice(0, maxDetail)
  return failure(meaning, detail, retryAfterMs(answer))
}

export function isOk({ status }: Answered): boolean {
  return status >= 200 && status < 300
}

const maxDetail = 500
const temporary: Meaning = { code: 'provider_down', retry: 'later', isChannelBroken: false }

function errorCodeIn({ code, error_code }: Bag): number | null {
  return number(code) ?? number(error_code)
}

function isOver({ status }: Bag): boolean {
  return status === 'failed' || status === 'undelivered'
}

function meaningOfStatus(status: number): Meaning {
  const final = { retry: 'never', isChannelBroken: false } as const
  if (status === 429) return { ...temporary, code: 'rate_limited' }
  if (status < 300 || status >= 500 || status === 408 || status === 425) return temporary
  if (status === 401) return { ...final, code: 'auth_invalid', isChannelBroken: true }
  if (status === 403) return { ...final, code: 'permission' }
  return { ...final, code: 'unknown' }
}

function failure(meaning: Meaning, detail: string, hintMs: number | null = null): Failure {
  return { kind: 'failure', ...meaning, detail, retryAfterMs: meaning.retry === 'later' ? hintMs : null }
}

function retryAfterMs({ headers }: Answered): number | null {
  const seconds = number(headers.get('retry-after'))
  return seconds !== null && seconds >= 0 ? seconds * 1000 : null
}

function describe({ status, body }: Answered): string {
  const start = body.replace(/\s+/g, ' ').trim().slice(0, 200)
  const isReadable = start !== '' && !start.startsWith('<')
  return isReadable ? `HTTP ${status}: ${start}` : `HTTP ${status}`
}
