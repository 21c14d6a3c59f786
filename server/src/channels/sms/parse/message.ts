import type { InboundAttachment, InboundEvent, InboundMessage, Sender } from '../../inbound.ts'
import { id, text } from '../../reading.ts'
import { isE164, isOtherChannel } from '../numbers.ts'
import { keywordIn } from './keywords.ts'

type Body = Pick<InboundMessage['message'], 'kind' | 'text' | 'content' | 'attachments'>

/** A text or multimedia message. The words that stop and start also say whether its sender may be written to. */
export function parseMessage(form: URLSearchParams, ownNumber: string): readonly InboundEvent[] {
  const providerId = id(form.get('MessageSid')) ?? id(form.get('SmsMessageSid')) ?? id(form.get('SmsSid'))
  const from = id(form.get('From')?.trim())
  if (providerId === null) return [ignored('message without an id')]
  if (from === null) return [ignored('message without a sender')]
  if (isOtherChannel(from)) return [ignored(`message by ${from.slice(0, from.indexOf(':'))}`)]

  // Numbers of one messaging service share an address: each message goes to the number it was sent to.
  const stamp = { accountId: id(form.get('To')?.trim()) ?? ownNumber, at: 0 }
  const contact = senderOf(from)
  const keyword = keywordIn(form.get('Body') ?? '', text(form.get('OptOutType')))
  const message: InboundEvent = {
    kind: 'message',
    ...stamp,
    providerId,
    author: 'contact',
    contact,
    message: { ...bodyOf(form), replyToProviderId: null },
    ...(keyword?.isCommand && { isAutomatic: true }),
  }
  const standing = keyword?.standing ?? null
  return standing === null ? [message] : [message, { kind: 'standing', ...stamp, contact, standing }]
}

// As it came: a short code or a sender's name is an address too, and none of them a number of the world.
function senderOf(from: string): Sender {
  return { addresses: [from], matchKeys: [], name: null, phone: isE164(from) ? from : null }
}

function bodyOf(form: URLSearchParams): Body {
  const attachments = attachmentsOf(form)
  const words = text(form.get('Body')) ?? ''
  const [first] = attachments
  if (first !== undefined) return { kind: kindOf(first.type ?? ''), text: words, content: {}, attachments }
  if (words === '') return { kind: 'unsupported', text: '', content: { unsupported: 'empty message' }, attachments }
  return { kind: 'text', text: words, content: {}, attachments }
}

const mostMedia = 10

function attachmentsOf(form: URLSearchParams): readonly InboundAttachment[] {
  return Array.from({ length: mostMedia }, (_, index) => {
    const mediaId = id(form.get(`MediaUrl${index}`))
    const type = text(form.get(`MediaContentType${index}`)?.split(';')[0]?.trim().toLowerCase())
    return mediaId === null ? [] : { mediaId, name: null, type, isVoice: false }
  }).flat()
}

function kindOf(type: string): 'image' | 'audio' | 'video' | 'document' {
  const family = type.split('/')[0]
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'document'
}

function ignored(what: string): InboundEvent {
  return { kind: 'ignored', what }
}
