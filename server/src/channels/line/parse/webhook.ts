import type { WebhookRequest } from '../../channel.ts'
import type { InboundEvent } from '../../inbound.ts'
import { bag, bags, id, parseJson } from '../../reading.ts'
import type { LineAccount } from '../account.ts'
import { parseEvent } from './event.ts'

/** All events, in their order. The console's “Verify” button sends none at all. */
export function parse(request: WebhookRequest, { settings }: LineAccount): readonly InboundEvent[] {
  const payload = bag(parseJson(new TextDecoder().decode(request.body)))
  const accountId = id(payload.destination) ?? id(settings.botUserId)
  if (bags(payload.events).length === 0) return [{ kind: 'ignored', what: 'no events' }]
  if (accountId === null) return [{ kind: 'ignored', what: 'events for nobody' }]

  return bags(payload.events).map((event) => parseEvent(event, accountId))
}
