import type { InboundEvent } from '../../inbound.ts'
import { type Bag, bag, id, text } from '../../reading.ts'
import { type Doer, type Origin, standby } from './origin.ts'
import { referralIn } from './referral.ts'

/** A tap on a button: of a template, of the menu, or the first one, "Get started". */
export function parsePostback(item: Bag, doer: Doer, origin: Origin): readonly InboundEvent[] {
  const postback = bag(item.postback)
  const { contact, accountId, at } = doer
  const payload = id(postback.payload)
  const title = text(postback.title) ?? payload
  if (title === null) return [{ kind: 'ignored', what: 'postback of nothing' }]

  return [
    {
      kind: 'message',
      accountId,
      at,
      // Older ones have none.
      providerId: id(postback.mid) ?? `postback:${contact.addresses[0]}:${at}`,
      author: 'contact',
      contact,
      message: {
        kind: 'interactive',
        text: title,
        content: { ...referralIn(postback.referral), choice: { id: payload ?? title, title } },
        attachments: [],
        replyToProviderId: null,
      },
      ...standby(origin),
    },
  ]
}
