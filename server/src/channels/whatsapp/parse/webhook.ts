import type { WebhookRequest } from '../../channel.ts'
import type { InboundEvent } from '../../inbound.ts'
import { type Bag, bag, bags, id, named, number, parseJson } from '../../reading.ts'
import type { WhatsappAccount, WhatsappSettings } from '../account.ts'
import { parseStatus } from '../status.ts'
import { isAccountNews, parseAccountNews } from './account-news.ts'
import { parseMessage } from './message.ts'

/**
 * One request carries up to a thousand updates: entries hold changes, and a change holds messages, statuses, errors or
 * echoes. All are walked, in their order; what is not ours is named and ignored, so that it is never sent again.
 */
export function parse(request: WebhookRequest, { settings }: WhatsappAccount): readonly InboundEvent[] {
  const payload = bag(parseJson(new TextDecoder().decode(request.body)))
  if (payload.object !== 'whatsapp_business_account') return [ignored(`object: ${named(payload.object)}`)]

  return bags(payload.entry).flatMap((entry) =>
    bags(entry.changes).flatMap((change) => parseChange(change, entry, settings)),
  )
}

function parseChange(change: Bag, entry: Bag, settings: WhatsappSettings): readonly InboundEvent[] {
  if (isAccountNews(named(change.field))) return [parseAccountNews(change, entry, settings)]
  if (change.field !== 'messages' && change.field !== 'smb_message_echoes') {
    return [ignored(`field: ${named(change.field)}`)]
  }

  const value = bag(change.value)
  // Payloads that leave the number out still came to this channel's own address.
  const accountId = id(bag(value.metadata).phone_number_id) ?? settings.phoneNumberId
  const contacts = bags(value.contacts)

  const events = [
    ...bags(value.messages).flatMap((message) => parseMessage(message, { accountId, contacts, author: 'contact' })),
    ...bags(value.message_echoes).flatMap((message) =>
      parseMessage(message, { accountId, contacts, author: 'member' }),
    ),
    ...bags(value.statuses).map((status) => parseStatus(status, accountId)),
    ...bags(value.errors).map((error) => ignored(`error of the account: ${number(error.code) ?? 'without a code'}`)),
  ]
  return events.length > 0 ? events : [ignored(`nothing known in ${named(change.field)}`)]
}

function ignored(what: string): InboundEvent {
  return { kind: 'ignored', what }
}
