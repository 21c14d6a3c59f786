import type { WebhookRequest } from '../../channel.ts'
import type { InboundEvent } from '../../inbound.ts'
import { type Bag, bag, id, instant, isBag, number, parseJson, text, tryJson } from '../../reading.ts'
import type { TiktokAccount } from '../account.ts'
import { ignored, parseMessage, parseReferral, type Stamp } from './message.ts'
import { isByBusiness, parseSender } from './sender.ts'

/**
 * One event a request, for any account of the app: `user_openid` says whose. What happened is JSON written as a text within
 * the JSON. The outer time is in seconds, the inner one in milliseconds.
 */
export function parse(request: WebhookRequest, { settings }: TiktokAccount): readonly InboundEvent[] {
  const envelope = bag(parseJson(new TextDecoder().decode(request.body)))
  const content = typeof envelope.content === 'string' ? tryJson(envelope.content) : envelope.content
  const event = text(envelope.event)?.slice(0, 100) ?? 'none'
  if (!isBag(content)) return [ignored(`event without content: ${event}`)]

  const accountId = id(envelope.user_openid) ?? settings.businessId
  return parseEvent(event, content, { accountId, at: timeOf(content.timestamp, envelope.create_time) })
}

function parseEvent(event: string, content: Bag, stamp: Stamp): readonly InboundEvent[] {
  switch (event) {
    case 'im_receive_msg':
    case 'im_receive_msg_eu':
      return parseMessage(content, stamp, isByBusiness(content, stamp.accountId) ? 'member' : 'contact')
    case 'im_send_msg':
      return parseMessage(content, stamp, 'member')
    case 'im_mark_read_msg':
      return [parseRead(content, stamp)]
    case 'im_referral_msg':
      return [parseReferral(content, stamp)]
    default:
      return [ignored(`event: ${event}`)]
  }
}

/** All until then was read, by whoever it says. */
function parseRead(content: Bag, stamp: Stamp): InboundEvent {
  const contact = parseSender(content, stamp.accountId)
  const at = milliseconds(bag(content.read).last_read_timestamp)
  if (contact === null) return ignored('read mark without a conversation')
  if (isByBusiness(content, stamp.accountId)) return ignored('read by the business')
  if (at === 0) return ignored('read mark without a time')
  return { kind: 'watermark', ...stamp, contact, status: 'read', until: { at } }
}

function timeOf(inner: unknown, outer: unknown): number {
  const seconds = instant(outer)
  return milliseconds(inner) || (seconds > 0 ? seconds : milliseconds(outer))
}

function milliseconds(value: unknown): number {
  const read = number(value)
  return read !== null && read > 100_000_000_000 && read < 100_000_000_000_000 ? Math.floor(read) : 0
}
