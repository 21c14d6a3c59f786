import type { MessageContent } from '@fairlead/sdk'
import { type Bag, bag, id, isBag, storableData, text } from '../../reading.ts'

type Context = Readonly<{ replyToProviderId: string | null; content: MessageContent }>

/** What a message refers to: the one it answers, the one it was forwarded from, a product, an advertisement. */
export function parseContext(message: Bag): Context {
  const context = bag(message.context)
  const isForwarded = context.forwarded === true || context.frequently_forwarded === true

  return {
    // What was forwarded stands in another chat.
    replyToProviderId: isForwarded ? null : id(context.id),
    content: {
      ...(isForwarded && { isForwarded }),
      ...product(context.referred_product),
      ...referral(message.referral),
    },
  }
}

function product(referred: unknown): MessageContent {
  const productId = id(bag(referred).product_retailer_id)
  return productId === null ? {} : { choice: { id: productId, title: '', data: storableData(referred) } }
}

function referral(advertisement: unknown): MessageContent {
  if (!isBag(advertisement)) return {}

  const { source_url, headline, source_id } = advertisement
  return { referral: { url: text(source_url), headline: text(headline), sourceId: id(source_id) } }
}
