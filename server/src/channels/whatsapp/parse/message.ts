import type { InboundEvent } from '../../inbound.ts'
import { type Bag, bag, bags, id, instant, text } from '../../reading.ts'
import type { Body } from './body.ts'
import { parseButton, parseInteractive } from './choice.ts'
import { parseContacts } from './contacts.ts'
import { parseContext } from './context.ts'
import { parseLocation } from './location.ts'
import { parseMedia } from './media.ts'
import { parseOrder } from './order.ts'
import { parseSender } from './sender.ts'
import { parseSystem } from './system.ts'
import { parseText } from './text.ts'

/** Where a message stood: in which account's batch, among which contacts, and whether it is the business's own. */
export type Origin = Readonly<{ accountId: string; contacts: readonly Bag[]; author: 'contact' | 'member' }>

type Stamp = Readonly<{ accountId: string; at: number }>

const bodies: ReadonlyMap<string, (message: Bag) => Body | null> = new Map([
  ['text', parseText],
  ['image', parseMedia('image')],
  ['audio', parseMedia('audio')],
  ['video', parseMedia('video')],
  ['document', parseMedia('document')],
  ['sticker', parseMedia('sticker')],
  ['location', parseLocation],
  ['contacts', parseContacts],
  ['interactive', parseInteractive],
  ['button', parseButton],
  ['order', parseOrder],
])

export function parseMessage(message: Bag, origin: Origin): readonly InboundEvent[] {
  const stamp: Stamp = { accountId: origin.accountId, at: instant(message.timestamp) }
  if (id(message.group_id) !== null) return [ignored('message in a group')]

  switch (message.type) {
    case 'system':
      return parseSystem(message, stamp)
    case 'request_welcome':
      // The chat was opened for the first time; nothing was written yet.
      return [ignored('request_welcome')]
    case 'edit':
      return [parseEdit(message, stamp)]
    case 'revoke':
      return [parseRevocation(message, stamp)]
    case 'reaction':
      return [parseReaction(message, origin, stamp)]
    default:
      return [parseSaid(message, origin, stamp)]
  }
}

function parseSaid(message: Bag, origin: Origin, stamp: Stamp): InboundEvent {
  const providerId = id(message.id)
  const contact = contactOf(message, origin)
  if (providerId === null) return ignored('message without an id')
  if (contact === null) return ignored('message without a sender')

  const body = bodies.get(text(message.type) ?? '')?.(message) ?? unsupported(message)
  const context = parseContext(message)
  return {
    kind: 'message',
    ...stamp,
    providerId,
    author: origin.author,
    contact,
    message: {
      ...body,
      content: { ...context.content, ...body.content },
      replyToProviderId: context.replyToProviderId,
    },
  }
}

/** Polls, view-once photos, media the provider could not fetch (131052), and whatever comes next year. */
function unsupported(message: Bag): Body {
  const { type } = message
  const inner = type === 'unsupported' || type === 'interactive' ? text(bag(message[type]).type) : null
  const isNameless = type === 'unsupported' || type === 'unknown'
  const error = bags(message.errors)[0] ?? {}
  const name = inner ?? (isNameless ? text(error.title) : null) ?? text(type) ?? 'unknown'
  return { kind: 'unsupported', text: '', content: { unsupported: name }, attachments: [] }
}

function parseReaction(message: Bag, origin: Origin, stamp: Stamp): InboundEvent {
  const reaction = bag(message.reaction)
  const targetProviderId = id(reaction.message_id)
  const contact = contactOf(message, origin)

  // Reactions are shown as the contact's, so one given on the business's own phone has nowhere to go.
  if (origin.author === 'member') return ignored('reaction of the business')
  if (targetProviderId === null) return ignored('reaction to nothing')
  if (contact === null) return ignored('reaction without a sender')
  return { kind: 'reaction', ...stamp, contact, targetProviderId, emoji: text(reaction.emoji) }
}

function parseEdit(message: Bag, stamp: Stamp): InboundEvent {
  const edit = bag(message.edit)
  const targetProviderId = id(edit.original_message_id)
  const edited = bag(edit.message)
  const body = bodies.get(text(edited.type) ?? '')?.(edited) ?? null

  if (targetProviderId === null) return ignored('edit of nothing')
  if (body === null) return ignored('edit to something unsupported')
  return { kind: 'edit', ...stamp, targetProviderId, text: body.text }
}

function parseRevocation(message: Bag, stamp: Stamp): InboundEvent {
  const targetProviderId = id(bag(message.revoke).original_message_id)
  if (targetProviderId === null) return ignored('revocation of nothing')
  return { kind: 'deletion', ...stamp, targetProviderId }
}

// What the business wrote on its own phone is from the business, and to the contact.
function contactOf(message: Bag, { author, contacts }: Origin): ReturnType<typeof parseSender> {
  if (author === 'member') return parseSender(message.to, message.to_user_id, contacts)
  return parseSender(message.from, message.from_user_id, contacts)
}

function ignored(what: string): InboundEvent {
  return { kind: 'ignored', what }
}
