import type { DeliveryOutcome, ProviderAnswer } from '../channel.ts'
import { bag, id, text, tryJson } from '../reading.ts'
import { resultOf } from './api.ts'
import { botErrorIn, describe, failureOf, withoutToken } from './errors.ts'
import { toProviderId } from './provider-id.ts'

/**
 * Reads the answer to a message. The provider knows no key to tell a repetition by and tells nothing afterwards, so a
 * message is sent again only when it certainly did not go out.
 */
export function outcome(answer: ProviderAnswer): DeliveryOutcome {
  if (answer.kind === 'no_answer') {
    return answer.isWritten ? { kind: 'unknown', detail: withoutToken(answer.detail) } : failureOf(answer)
  }

  const sent = bag(resultOf(answer))
  const [chatId, messageId] = [id(bag(sent.chat).id), id(sent.message_id)]
  const connection = text(sent.business_connection_id)
  if (chatId !== null && messageId !== null) {
    const data = connection === null ? {} : { data: { connection } }
    return { kind: 'sent', providerId: toProviderId({ chatId, messageId, connection }), ...data }
  }
  return isInDoubt(answer) ? { kind: 'unknown', detail: describe(answer) } : failureOf(answer)
}

// With an error of the provider's own the message was not taken, except by one that was stopped in the midst of it, or
// that waited in vain for the one behind it. Without, somebody in front of it may have handed it on; only 503 says that
// nobody was there.
function isInDoubt({ status, body }: Extract<ProviderAnswer, { kind: 'answer' }>): boolean {
  const error = botErrorIn(tryJson(body))
  if (error !== null) return error.code === 502 || error.code === 504 || /restart/i.test(error.description)
  return status < 300 || (status >= 500 && status !== 503)
}
