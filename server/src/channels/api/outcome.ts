import { apiAnswer } from '@fairlead/sdk'
import type { DeliveryOutcome, Failure, FailureCode, OutboundMessage, ProviderAnswer } from '../channel.ts'
import { number, tryJson } from '../reading.ts'
import { failure } from '../step.ts'

type Answered = Extract<ProviderAnswer, { kind: 'answer' }>

/** Reads what the other system says. Our id makes every repetition harmless, so what is in doubt is sent again. */
export function outcome(answer: ProviderAnswer, message: Pick<OutboundMessage, 'id' | 'now'>): DeliveryOutcome {
  if (answer.kind === 'no_answer') {
    return answer.isWritten ? { kind: 'unknown', detail: answer.detail } : later('provider_down', answer.detail, null)
  }

  const { status, body } = answer
  const said = apiAnswer.safeParse(tryJson(body))
  const { id, error } = said.success ? said.data : {}
  if (status >= 200 && status < 300) return { kind: 'sent', providerId: id ?? message.id }
  if (isPassing(status))
    return later(status === 429 ? 'rate_limited' : 'provider_down', told(answer), hintOf(answer, message))

  const code = error?.code ?? codeOf(status)
  return {
    ...{ kind: 'failure', code, detail: error?.detail || told(answer), retry: 'never', retryAfterMs: null },
    // It is there no more, or knows another secret: every message would fail.
    isChannelBroken: status === 410 || status === 401,
  }
}

// 409: the same message is being worked on at this moment.
function isPassing(status: number): boolean {
  return status >= 500 || [408, 409, 425, 429].includes(status)
}

function codeOf(status: number): FailureCode {
  if (status === 401) return 'auth_invalid'
  if (status === 403 || status === 410) return 'permission'
  if (status === 404) return 'invalid_recipient'
  return status === 413 || status === 415 || status === 422 ? 'unsupported_content' : 'unknown'
}

function later(code: FailureCode, detail: string, retryAfterMs: number | null): Failure {
  return { ...failure(code, detail, 'later'), retryAfterMs }
}

/** `Retry-After`: seconds, or a date. */
function hintOf({ headers }: Answered, { now }: Pick<OutboundMessage, 'now'>): number | null {
  const hint = headers.get('retry-after')
  const seconds = number(hint)
  if (seconds !== null) return Math.max(0, seconds * 1000)
  const date = Date.parse(hint ?? '')
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}

function told({ status, body }: Answered): string {
  const start = body.replace(/\s+/g, ' ').trim().slice(0, 200)
  return start === '' || start.startsWith('<') ? `HTTP ${status}` : `HTTP ${status}: ${start}`
}
