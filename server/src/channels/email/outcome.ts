import type { DeliveryOutcome, Failure, FailureCode, OutboundMessage, ProviderAnswer } from '../channel.ts'
import { meaningOfWords } from './errors.ts'

/** Which command a server answered to, where that tells more than its code: `AUTH`, `MAIL FROM`, `RCPT TO`, `DATA`. */
export const commandHeader = 'smtp-command'
/** The Message-ID it went out with. */
export const messageIdHeader = 'message-id'

/** Reads what a mail server said. A mail that may have arrived is sent again: under the same id, it is one to whoever reads it. */
export function outcome(answer: ProviderAnswer, message: OutboundMessage): DeliveryOutcome {
  if (answer.kind === 'no_answer') return later('provider_down', answer.detail)
  const { status, headers, body } = answer
  const command = (headers.get(commandHeader) ?? '').toUpperCase()
  const detail = body.trim().slice(0, 500) || `The mail server answered ${status}.`

  if (status >= 200 && status < 300) return { kind: 'sent', providerId: headers.get(messageIdHeader) ?? message.id }
  if (isRefusedLogin(status, command)) return broken('auth_invalid', `The mail server refuses the login: ${detail}`)
  // We are out of step with each other: the next time we begin anew.
  if (status === 503) return later('provider_down', detail)
  if (status >= 400 && status < 500) return later(status === 421 ? 'provider_down' : 'rate_limited', detail)
  const meaning = meaningOfWords(body)
  if (meaning !== null) return never(meaning.code, detail)
  if (command.startsWith('RCPT')) return never('invalid_recipient', detail)
  if (command.startsWith('MAIL')) return never('permission', detail)
  if (status === 552 || status === 523) return never('unsupported_content', detail)
  return never(status === 554 ? 'policy' : 'unknown', detail)
}

// 534: a password of its own for programs is wanted; 530: none was given; 538: not without encryption.
// And where encryption was asked for, a server without it is not the one that was meant.
function isRefusedLogin(status: number, command: string): boolean {
  if (command.startsWith('STARTTLS') && status >= 500) return true
  return [530, 534, 535, 538].includes(status) || (command.startsWith('AUTH') && status >= 500)
}

function never(code: FailureCode, detail: string): Failure {
  return { kind: 'failure', code, detail, retry: 'never', retryAfterMs: null, isChannelBroken: false }
}

function later(code: FailureCode, detail: string): Failure {
  return { ...never(code, detail), retry: 'later' }
}

function broken(code: FailureCode, detail: string): Failure {
  return { ...never(code, detail), isChannelBroken: true }
}
