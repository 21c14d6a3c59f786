import type { MessageContent } from '@fairlead/sdk'
import type { InboundEvent } from '../../inbound.ts'
import { type Bag, bag, id, isBag, text } from '../../reading.ts'
import { type Doer, type Origin, standby } from './origin.ts'

/** Somebody came by a link, a code or an advertisement to a conversation that was there already, and wrote nothing. */
export function parseReferral(item: Bag, doer: Doer, origin: Origin): readonly InboundEvent[] {
  const { contact, accountId, at } = doer
  return [
    {
      kind: 'message',
      accountId,
      at,
      // It has no id of its own; nobody comes by two links at once.
      providerId: `referral:${contact.addresses[0]}:${at}`,
      author: 'contact',
      contact,
      message: {
        kind: 'referral',
        text: '',
        content: referralIn(item.referral),
        attachments: [],
        replyToProviderId: null,
      },
      ...standby(origin),
    },
  ]
}

/** What they came by: `ref` is what the link carried along. */
export function referralIn(referral: unknown): MessageContent {
  if (!isBag(referral)) return {}

  const start = text(referral.ref)
  const advertisement = bag(referral.ads_context_data)
  const url = text(referral.referer_uri)
  const headline = text(advertisement.ad_title)
  const sourceId = id(referral.ad_id) ?? id(advertisement.post_id)
  const productId = id(bag(referral.product).id)
  const isFromElsewhere = url !== null || headline !== null || sourceId !== null
  return {
    ...(start !== null && { start }),
    ...(isFromElsewhere && { referral: { url, headline, sourceId } }),
    ...(productId !== null && { choice: { id: productId, title: '' } }),
  }
}
