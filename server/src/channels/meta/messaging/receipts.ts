import type { InboundEvent, InboundWatermark } from '../../inbound.ts'
import { type Bag, bag, id } from '../../reading.ts'
import { type Doer, moment } from './origin.ts'

/**
 * Messages that were delivered, by id where they are told, and all up to a time. The time is the provider's, so the ids
 * catch what our clock has a moment later.
 */
export function parseDelivery(item: Bag, doer: Doer): readonly InboundEvent[] {
  const delivery = bag(item.delivery)
  const { accountId, at } = doer
  const mids = Array.isArray(delivery.mids) ? delivery.mids.map(id).filter((mid) => mid !== null) : []
  return [
    ...mids.map((providerId) => ({
      kind: 'status' as const,
      accountId,
      at,
      providerId,
      messageId: null,
      status: 'delivered' as const,
      error: null,
    })),
    ...watermark('delivered', moment(delivery.watermark), doer),
    ...(mids.length === 0 && moment(delivery.watermark) === 0 ? [ignored('delivery of nothing')] : []),
  ]
}

/** Everything up to a time (Messenger), or up to and with a message (Instagram), was read. */
export function parseRead(item: Bag, doer: Doer): readonly InboundEvent[] {
  const read = bag(item.read)
  const providerId = id(read.mid)
  if (doer.author === 'member') return [ignored('reading of the business')]
  if (providerId !== null) return [watermarkOf('read', { providerId }, doer)]

  const events = watermark('read', moment(read.watermark), doer)
  return events.length > 0 ? events : [ignored('reading of nothing')]
}

function watermark(status: InboundWatermark['status'], until: number, doer: Doer): readonly InboundEvent[] {
  return until === 0 ? [] : [watermarkOf(status, { at: until }, doer)]
}

function watermarkOf(
  status: InboundWatermark['status'],
  until: InboundWatermark['until'],
  { contact, accountId, at }: Doer,
): InboundEvent {
  return { kind: 'watermark', accountId, at, contact, status, until }
}

function ignored(what: string): InboundEvent {
  return { kind: 'ignored', what }
}
