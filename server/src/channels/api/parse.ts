import { type apiEvent, apiEvents, type MessageKind } from '@fairlead/sdk'
import type { z } from 'zod'
import { InvalidPayload, type WebhookRequest } from '../channel.ts'
import type { InboundEvent, Sender } from '../inbound.ts'
import { parseJson, storableData } from '../reading.ts'

type Event = z.output<typeof apiEvent>
type Message = Extract<Event, { type: 'message' }>

/** Webhooks come to one channel's own address and name no account. */
const accountId = 'api'

/**
 * Strict, unlike the readers of other providers: whoever sends this is at hand and can mend it. One wrong field refuses
 * the whole request, so that nothing is lost unnoticed.
 */
export function parse(request: WebhookRequest): readonly InboundEvent[] {
  const parsed = apiEvents.safeParse(storableData(parseJson(new TextDecoder().decode(request.body))))
  if (parsed.success) return parsed.data.events.map(toInbound)
  throw new InvalidPayload(
    parsed.error.issues.slice(0, 100).map(({ path, message }) => ({ path: path.join('.'), message })),
  )
}

function toInbound(event: Event): InboundEvent {
  const from = { accountId, at: timeOf(event.at) }
  switch (event.type) {
    case 'message':
      return toMessage(event, from)
    case 'status': {
      const { id, messageId = null, status } = event
      const error = status === 'failed' ? (event.error ?? { code: 'unknown', detail: 'no reason given' }) : null
      return { kind: 'status', ...from, providerId: id ?? messageId ?? '', messageId, status, error }
    }
    case 'edit':
      return { kind: 'edit', ...from, targetProviderId: event.id, text: event.text }
    case 'deletion':
      return { kind: 'deletion', ...from, targetProviderId: event.id, mustErase: event.mustErase }
    case 'reaction':
      return {
        kind: 'reaction',
        ...from,
        author: event.author,
        contact: toSender(event.contact),
        targetProviderId: event.id,
        emoji: event.emoji,
      }
    case 'watermark': {
      const { contact, status, until } = event
      const end = 'id' in until ? { providerId: until.id } : { at: timeOf(until.at) }
      return { kind: 'watermark', ...from, contact: toSender(contact), status, until: end }
    }
    case 'standing':
      return { kind: 'standing', ...from, contact: toSender(event.contact), standing: event.standing }
    case 'address_change':
      return { kind: 'address_change', ...from, oldAddress: event.oldAddress, newAddress: event.newAddress }
    default:
      return event satisfies never
  }
}

function toMessage(event: Message, from: Readonly<{ accountId: string; at: number }>): InboundEvent {
  const { id, author, contact, messageId = null, text, replyTo = null, isAutomatic } = event
  return {
    kind: 'message',
    ...from,
    providerId: id,
    author,
    contact: toSender(contact),
    message: {
      kind: event.kind ?? kindOf(event),
      text,
      content: { ...event.content, ...(isAutomatic && { isAutomatic }) },
      attachments: event.attachments.map(({ url, name = null, type = null, isVoice }) => ({
        ...{ mediaId: url, name, type, isVoice },
      })),
      replyToProviderId: replyTo,
    },
    ...(messageId !== null && { messageId }),
    ...(isAutomatic && { isAutomatic }),
  }
}

function kindOf({ content, attachments: [first], text }: Message): MessageKind {
  if (content.location) return 'location'
  if (content.contacts) return 'contacts'
  if (content.choice) return 'interactive'
  if (content.unsupported !== undefined) return 'unsupported'
  if (first !== undefined) return kindOfFile(first)
  return text === '' && content.referral ? 'referral' : 'text'
}

function kindOfFile({ type, isVoice }: Message['attachments'][number]): MessageKind {
  if (isVoice || type?.startsWith('audio/')) return 'audio'
  if (type?.startsWith('image/')) return 'image'
  return type?.startsWith('video/') ? 'video' : 'document'
}

function toSender({ address, name, email, phone, locale }: Message['contact']): Sender {
  return {
    addresses: [address],
    matchKeys: [],
    name: name || null,
    phone: phone ?? null,
    email: email ?? null,
    locale: locale || null,
  }
}

// Without a time, or before there were any, it is the server's.
function timeOf(at: string | undefined): number {
  return at === undefined ? 0 : Math.max(0, Date.parse(at) || 0)
}
