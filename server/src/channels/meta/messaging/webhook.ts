import type { WebhookRequest } from '../../channel.ts'
import type { InboundEvent } from '../../inbound.ts'
import { type Bag, bag, bags, id, named, parseJson } from '../../reading.ts'
import { parseItem } from './item.ts'
import type { Product } from './origin.ts'

/**
 * Entries hold what happened, one thing each as a rule, in `messaging`; in `standby` while another app speaks with the
 * person; or, as the dashboard's test button and some of Instagram's deliveries have it, in `changes`. All are walked, in
 * their order; what is not ours is named and ignored, so that it is never sent again.
 */
export function parseWebhook({ body }: WebhookRequest, product: Product): readonly InboundEvent[] {
  const payload = bag(parseJson(new TextDecoder().decode(body)))
  if (payload.object !== product.object) return [ignored(`object: ${named(payload.object)}`)]

  return bags(payload.entry).flatMap((entry) => {
    // Payloads that leave the account out still came to this channel's own address.
    const accountId = id(entry.id) ?? product.accountId
    const origin = { ...product, accountId, sentAt: entry.time, isStandby: false }
    const events = [
      ...bags(entry.messaging).flatMap((item) => parseItem(item, origin)),
      ...bags(entry.standby).flatMap((item) => parseItem(item, { ...origin, isStandby: true })),
      ...bags(entry.changes).flatMap((change) => parseChange(change, origin)),
    ]
    return events.length > 0 ? events : [ignored('nothing known in an entry')]
  })
}

function parseChange(change: Bag, origin: Parameters<typeof parseItem>[1]): readonly InboundEvent[] {
  const field = named(change.field)
  const item = bag(change.value)

  if (field === 'message_echoes') {
    return parseItem({ ...item, message: { ...bag(item.message), is_echo: true } }, origin)
  }
  return /^(messages$|messaging_|message_)/.test(field) ? parseItem(item, origin) : [ignored(`field: ${field}`)]
}

function ignored(what: string): InboundEvent {
  return { kind: 'ignored', what }
}
