import type { DeliveryOutcome, Failure, ProviderAnswer } from '../channel.ts'
import { bag, id, number } from '../reading.ts'
import { codeIn, dataIn, wordsIn } from './answer.ts'
import { type Meaning, meaningOf, temporary } from './errors.ts'

/**
 * Reads the answer to a message. The provider knows no idempotency key, so a message is sent again only when it certainly did
 * not go out; whatever is in doubt is `unknown` and waits for the echo.
 */
export function outcome(answer: ProviderAnswer): DeliveryOutcome {
  if (answer.kind === 'no_answer') {
    return answer.isWritten ? { kind: 'unknown', detail: answer.detail } : failureOf(answer)
  }

  const code = codeIn(answer)
  if (code !== null && code !== 0) return failureOf(answer)

  const providerId = id(bag(dataIn(answer).message).message_id)
  if (code === 0 && providerId !== null) return { kind: 'sent', providerId }
  // A good answer that was cut off, or a gateway that waited in vain: it may have been handed over.
  const isInDoubt = code === 0 || isOk(answer.status) || (answer.status >= 500 && answer.status !== 503)
  return isInDoubt ? { kind: 'unknown', detail: describe(answer) } : failureOf(answer)
}

/** Why a request failed that may be made again without harm. A 200 ends here too: with a code, or cut off on the way. */
export function failureOf(answer: ProviderAnswer): Failure {
  if (answer.kind === 'no_answer') return failure(temporary, answer.detail, null)

  const code = codeIn(answer)
  const words = wordsIn(answer)
  const hint = number(answer.headers.get('retry-after'))
  const retryAfterMs = hint !== null && hint >= 0 ? hint * 1000 : null
  if (code === null || code === 0) return failure(meaningOfStatus(answer.status), describe(answer), retryAfterMs)
  return failure(meaningOf(code, words), `${code}: ${words}`, retryAfterMs)
}

function failure({ code, retry, isChannelBroken }: Meaning, detail: string, retryAfterMs: number | null): Failure {
  return {
    kind: 'failure',
    code,
    detail,
    retry,
    retryAfterMs: retry === 'later' ? retryAfterMs : null,
    isChannelBroken,
  }
}

function meaningOfStatus(status: number): Meaning {
  if (status === 429) return { ...temporary, code: 'rate_limited' }
  if (isOk(status) || status >= 500 || status === 408) return temporary
  if (status === 401) return { code: 'auth_invalid', retry: 'never', isChannelBroken: true }
  return { code: status === 403 ? 'permission' : 'unknown', retry: 'never', isChannelBroken: false }
}

function isOk(status: number): boolean {
  return status >= 200 && status < 300
}

function describe({ status, body }: Extract<ProviderAnswer, { kind: 'answer' }>): string {
  const start = body.replace(/\s+/g, ' ').trim().slice(0, 200)
  return start === '' || start.startsWith('<') ? `HTTP ${status}` : `HTTP ${status}: ${start}`
}
