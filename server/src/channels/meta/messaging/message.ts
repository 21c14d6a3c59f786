import type { MessageContent } from '@fairlead/sdk'
import type { InboundEvent } from '../../inbound.ts'
import { type Bag, bag, bags, id, isBag, string, text } from '../../reading.ts'
import { type Body, parseAttachments } from './attachments.ts'
import { type Doer, type Origin, standby } from './origin.ts'
import { referralIn } from './referral.ts'

/** What somebody wrote; what the account itself sent, by us or from elsewhere; or that one was taken back. */
export function parseMessage(item: Bag, doer: Doer, origin: Origin): readonly InboundEvent[] {
  const message = bag(item.message)
  const providerId = id(message.mid)
  const { accountId, at, author, contact } = doer

  if (providerId === null) return [ignored('message without an id')]
  if (message.is_self === true) return [ignored('message to oneself')]
  if (message.is_deleted === true) {
    return [{ kind: 'deletion', accountId, at, targetProviderId: providerId, mustErase: true }]
  }

  const body = bodyOf(message, origin)
  const replyTo = bag(message.reply_to)
  return [
    {
      kind: 'message',
      accountId,
      at,
      providerId,
      author,
      contact,
      message: {
        ...body,
        content: { ...storyIn(replyTo), ...referralIn(message.referral), ...body.content },
        replyToProviderId: id(replyTo.mid),
      },
      ...(author === 'member' && { messageId: ownId(message.metadata) }),
      ...standby(origin),
    },
  ]
}

function bodyOf(message: Bag, origin: Origin): Body {
  const words = string(message.text) ?? ''
  const choice = choiceIn(message, words)
  const attached = message.is_unsupported === true ? null : parseAttachments(bags(message.attachments), origin)

  if (attached !== null) return { ...attached, text: words || attached.text }
  if (choice !== null) return { kind: 'interactive', text: words, content: { choice }, attachments: [] }
  if (words !== '') return { kind: 'text', text: words, content: {}, attachments: [] }
  // Polls, disappearing media, voice effects: the provider does not say what it was.
  return { kind: 'unsupported', text: '', content: { unsupported: 'unsupported' }, attachments: [] }
}

function choiceIn(message: Bag, words: string): NonNullable<MessageContent['choice']> | null {
  const payload = id(bag(message.quick_reply).payload)
  return payload === null ? null : { id: payload, title: words }
}

function storyIn(replyTo: Bag): MessageContent {
  return isBag(replyTo.story) ? { story: { as: 'reply', url: text(replyTo.story.url) } } : {}
}

// Other apps write what they like there; ours are UUIDs.
function ownId(metadata: unknown): string | null {
  const read = text(metadata)
  return read !== null && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(read) ? read : null
}

function ignored(what: string): InboundEvent {
  return { kind: 'ignored', what }
}
