import type { InboundEvent, InboundStatus } from '../inbound.ts'
import { graphError } from '../meta/errors.ts'
import { type Bag, bags, id, instant, named } from '../reading.ts'
import { meanings } from './errors.ts'

const statuses: ReadonlyMap<unknown, InboundStatus['status']> = new Map(
  (['sent', 'delivered', 'read', 'played', 'failed'] as const).map((status) => [status, status]),
)

/** How one of our messages fares. It may be told before the answer to the request that sent it. */
export function parseStatus(update: Bag, accountId: string): InboundEvent {
  const status = statuses.get(update.status)
  const providerId = id(update.id)

  if (update.type === 'call') return { kind: 'ignored', what: 'status of a call' }
  if (update.recipient_type === 'group') return { kind: 'ignored', what: 'status in a group' }
  if (status === undefined) return { kind: 'ignored', what: `status: ${named(update.status)}` }
  if (providerId === null) return { kind: 'ignored', what: 'status of nothing' }

  return {
    kind: 'status',
    accountId,
    at: instant(update.timestamp),
    providerId,
    messageId: id(update.biz_opaque_callback_data),
    status,
    error: status === 'failed' ? errorOf(update) : null,
  }
}

function errorOf(update: Bag): InboundStatus['error'] {
  const [first] = bags(update.errors)
  if (first === undefined) return { code: 'unknown', detail: 'no reason given' }

  const { meaning, detail } = graphError(first, meanings)
  return { code: meaning.code, detail }
}
