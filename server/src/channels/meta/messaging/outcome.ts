import type { DeliveryOutcome, Failure, OutboundMessage, ProviderAnswer } from '../../channel.ts'
import { id } from '../../reading.ts'
import { failureOf as failureWith, outcomeOf } from '../answer.ts'
import { meanings } from './errors.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** What is in doubt waits for its echo. */
export function outcome(answer: ProviderAnswer, message: OutboundMessage): DeliveryOutcome {
  const result = outcomeOf(answer, meanings, (body) => id(body.message_id))
  return result.kind === 'failure' && isTagRefused(result, message)
    ? { ...result, code: 'window_closed', isChannelBroken: false }
    : result
}

export function failureOf(answer: ProviderAnswer): Failure {
  return failureWith(answer, meanings)
}

// An app that was not granted the tag for late answers is told of a missing permission (10). The account is well: within a
// day it may write.
function isTagRefused({ code, isChannelBroken }: Failure, { last, now }: OutboundMessage): boolean {
  return code === 'permission' && isChannelBroken && last !== null && now - last.at >= DAY_MS
}
