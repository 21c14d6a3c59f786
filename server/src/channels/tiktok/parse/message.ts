import type { InboundEvent } from '../../inbound.ts'
import { type Bag, bag, bags, id, text } from '../../reading.ts'
import { parseBody } from './body.ts'
import { isByBusiness, parseSender } from './sender.ts'

/** Which account it came to, and when. */
export type Stamp = Readonly<{ accountId: string; at: number }>

export function parseMessage(content: Bag, stamp: Stamp, author: 'contact' | 'member'): readonly InboundEvent[] {
  const contact = parseSender(content, stamp.accountId)
  // Of people in Europe the provider says that they wrote, and neither what nor in which conversation.
  if (contact === null) return [ignored('message without a conversation')]
  if (content.type === 'reaction') return parseReactions(content, stamp)
  const providerId = id(content.message_id)
  if (providerId === null) return [ignored('message without an id')]

  return [
    {
      kind: 'message',
      ...stamp,
      providerId,
      author,
      contact,
      message: {
        ...parseBody(content),
        replyToProviderId: id(bag(content.referenced_message_info).referenced_message_id),
      },
      // The account's own welcome, written by nobody.
      ...(text(content.auto_message_type) !== null && { isAutomatic: true }),
    },
  ]
}

function parseReactions(content: Bag, stamp: Stamp): readonly InboundEvent[] {
  const contact = parseSender(content, stamp.accountId)
  if (contact === null || isByBusiness(content, stamp.accountId)) return [ignored('reaction of the business')]
  const events = bags(content.reaction).flatMap((reaction): InboundEvent[] => {
    const targetProviderId = id(reaction.original_msg_id)
    // Emoji that are drawn for one occasion are pictures without a letter.
    const emoji = text(reaction.emoji) ?? '❤️'
    if (targetProviderId === null) return []
    return [{ kind: 'reaction', ...stamp, contact, targetProviderId, emoji: isAdded(reaction) ? emoji : null }]
  })
  return events.length > 0 ? events : [ignored('reaction to nothing')]
}

function isAdded({ operation }: Bag): boolean {
  return operation === undefined || (typeof operation === 'string' && operation.toUpperCase() === 'ADD')
}

/** Somebody came by an advertisement or a link, and has not written yet. It has no id of its own. */
export function parseReferral(content: Bag, stamp: Stamp): InboundEvent {
  const contact = parseSender(content, stamp.accountId)
  if (contact === null) return ignored('referral without a conversation')
  const { source, ad, ...rest } = bag(content.referral)
  const { ad_id: adId, ad_name: adName, embed_url: embedUrl } = bag(ad)
  const link = bag(rest.short_link)
  return {
    kind: 'message',
    ...stamp,
    providerId: id(content.message_id) ?? `referral:${contact.addresses[0]}:${stamp.at}`,
    author: 'contact',
    contact,
    message: {
      kind: 'referral',
      text: '',
      content: {
        referral: { url: text(embedUrl) ?? text(link.url), headline: text(adName) ?? text(source), sourceId: id(adId) },
        ...(text(link.ref) !== null && { start: text(link.ref) ?? '' }),
      },
      attachments: [],
      replyToProviderId: null,
    },
  }
}

export function ignored(what: string): InboundEvent {
  return { kind: 'ignored', what }
}
