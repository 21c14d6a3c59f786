import type {
  DeliveryOutcome,
  Failure,
  FailureCode,
  OutboundMessage,
  ProviderAnswer,
  RefusedRecipient,
} from '../channel.ts'
import { bags, string, tryJson } from '../reading.ts'
import { failure } from '../step.ts'
import { meaningOfWords } from './errors.ts'

/** Which command a server answered to, where that tells more than its code: `AUTH`, `MAIL FROM`, `RCPT TO`, `DATA`. */
export const commandHeader = 'smtp-command'
/** The Message-ID it went out with. */
export const messageIdHeader = 'message-id'
/** Of a mail that it took: whom it refused, as `listHeader` writes it. Of one whose contact it refused: who got a copy. */
export const othersHeader = 'smtp-others'

/** A list as the value of a header, whatever characters are in it. */
export function listHeader(others: readonly RefusedRecipient[]): string {
  return encodeURIComponent(JSON.stringify(others))
}

/** Reads what a mail server said. A mail that may have arrived is sent again: under the same id, it is one to whoever reads it. */
export function outcome(answer: ProviderAnswer, message: OutboundMessage): DeliveryOutcome {
  if (answer.kind === 'no_answer') {
    const { isWritten, detail } = answer
    return isWritten ? { kind: 'unknown', detail } : failure('provider_down', detail, 'later')
  }
  const { status, headers, body } = answer
  const command = (headers.get(commandHeader) ?? '').toUpperCase()
  const detail = body.trim().slice(0, 500) || `The mail server answered ${status}.`

  const others = othersIn(headers)
  if (status >= 200 && status < 300) {
    const providerId = headers.get(messageIdHeader) ?? message.id
    return { kind: 'sent', providerId, ...(others.length === 0 ? {} : { refused: others }) }
  }
  if (isRefusedLogin(status, command)) return broken('auth_invalid', `The mail server refuses the login: ${detail}`)
  if (others.length > 0) return halfSent(status, body, detail, others)
  // We are out of step with each other: the next time we begin anew.
  if (status === 503) return failure('provider_down', detail, 'later')
  if (status >= 400 && status < 500) return failure(status === 421 ? 'provider_down' : 'rate_limited', detail, 'later')
  const meaning = meaningOfWords(body)
  if (meaning !== null) return failure(meaning.code, detail)
  if (command.startsWith('RCPT')) return failure('invalid_recipient', detail)
  if (command.startsWith('MAIL')) return failure('permission', detail)
  if (status === 552 || status === 523) return failure('unsupported_content', detail)
  return failure(status === 554 ? 'policy' : 'unknown', detail)
}

// Copies are out: tried again by itself, they would be sent each time. A person decides.
function halfSent(status: number, body: string, detail: string, others: readonly RefusedRecipient[]): Failure {
  const code = status < 500 ? 'recipient_unavailable' : (meaningOfWords(body)?.code ?? 'invalid_recipient')
  const copies = others.map(({ address }) => address).join(', ')
  return failure(code, `${detail} – sent all the same to ${copies}.`)
}

function othersIn(headers: Headers): RefusedRecipient[] {
  return bags(tryJson(decodeURIComponent(headers.get(othersHeader) ?? ''))).map((each) => ({
    address: string(each.address) ?? '',
    reason: string(each.reason) ?? '',
  }))
}

// 534: a password of its own for programs is wanted; 530: none was given; 538: not without encryption.
// And where encryption was asked for, a server without it is not the one that was meant.
function isRefusedLogin(status: number, command: string): boolean {
  if (command.startsWith('STARTTLS') && status >= 500) return true
  return [530, 534, 535, 538].includes(status) || (command.startsWith('AUTH') && status >= 500)
}

function broken(code: FailureCode, detail: string): Failure {
  return { ...failure(code, detail), isChannelBroken: true }
}
