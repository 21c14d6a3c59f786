import type { DeliveryOutcome, OutboundMessage, ProviderAnswer } from '../channel.ts'
import { bag, bags, id, text, tryJson } from '../reading.ts'
import { failureOf, isOk } from './api.ts'

/**
 * Reads the answer to a message. It went out under a key of its own, by which LINE knows it for a day: asked for the same
 * again, it says 409 and what became of it the first time. So whatever had no answer, or half of one, is asked again;
 * until then it is in doubt, for it may have arrived.
 */
export function outcome(answer: ProviderAnswer, message: Pick<OutboundMessage, 'id'>): DeliveryOutcome {
  if (answer.kind === 'no_answer') {
    return answer.isWritten ? { kind: 'unknown', detail: answer.detail } : failureOf(answer)
  }
  const isAccepted = isOk(answer) || answer.status === 409
  // What carries a text and a file is two bubbles; it is known by the last.
  const bubble = bags(bag(tryJson(answer.body)).sentMessages).at(-1)
  const providerId = id(bubble?.id)

  if (isAccepted && providerId !== null) {
    const quoteToken = text(bubble?.quoteToken)
    return { kind: 'sent', providerId, ...(quoteToken !== null && { data: { quoteToken } }) }
  }
  // Out it is, though LINE no longer says as what.
  if (answer.status === 409) return { kind: 'sent', providerId: acceptedAs(answer.headers) ?? message.id }
  const isInDoubt = isAccepted || (answer.status >= 500 && answer.status !== 503)
  return isInDoubt ? { kind: 'unknown', detail: failureOf(answer).detail } : failureOf(answer)
}

function acceptedAs(headers: Headers): string | null {
  return id(headers.get('x-line-accepted-request-id'))
}
