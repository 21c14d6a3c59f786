import type { MessageContent } from '@fairlead/sdk'
import type { InboundAttachment, InboundEvent, InboundMessage } from '../../inbound.ts'
import { type Bag, bag, id, number, text } from '../../reading.ts'
import { mediaIdOf } from '../media.ts'
import { ignored, isStandby, type Origin } from './origin.ts'

type Body = Pick<InboundMessage['message'], 'kind' | 'text' | 'content' | 'attachments'>

export function parseMessage(event: Bag, origin: Origin): InboundEvent {
  const message = bag(event.message)
  const providerId = id(message.id)
  if (providerId === null) return ignored('message without an id')

  return {
    kind: 'message',
    ...origin,
    providerId,
    author: 'contact',
    message: { ...bodyOf(message, providerId), replyToProviderId: id(message.quotedMessageId) },
    data: tokensOf(message),
    ...(isStandby(event) && { isAutomatic: true }),
  }
}

// To quote it, and to mark it as read. The reply token is not kept: see the README.
function tokensOf(message: Bag): Readonly<Record<string, string>> {
  const kept = ['quoteToken', 'markAsReadToken'] as const
  return Object.fromEntries(kept.flatMap((name) => (id(message[name]) === null ? [] : [[name, id(message[name])!]])))
}

function bodyOf(message: Bag, providerId: string): Body {
  switch (message.type) {
    case 'text':
      return wordsOf(message)
    case 'image':
      return fileOf(message, { kind: 'image', mediaId: mediaIdOf.content(providerId) })
    case 'video':
      return fileOf(message, { kind: 'video', mediaId: mediaIdOf.prepared(providerId) })
    case 'audio':
      // Recorded in the app: what is sent as a file comes as one.
      return fileOf(message, { kind: 'audio', mediaId: mediaIdOf.prepared(providerId) })
    case 'file':
      return fileOf(message, { kind: 'document', mediaId: mediaIdOf.content(providerId) })
    case 'location':
      return placeOf(message)
    case 'sticker':
      return stickerOf(message)
    default:
      return unsupported(text(message.type) ?? 'unknown')
  }
}

// Emoji of LINE's own stand in the text by their names, `(brown)`, and are read so.
function wordsOf(message: Bag): Body {
  const words = text(message.text)
  return words === null ? unsupported('text') : { kind: 'text', text: words, content: {}, attachments: [] }
}

function fileOf(
  message: Bag,
  { kind, mediaId }: Readonly<{ kind: 'image' | 'video' | 'audio' | 'document'; mediaId: string }>,
): Body {
  const provider = bag(message.contentProvider)
  const external = provider.type === 'external' ? id(provider.originalContentUrl) : null
  const attachment: InboundAttachment = {
    mediaId: external === null ? mediaId : mediaIdOf.external(external),
    name: text(message.fileName),
    type: null,
    isVoice: kind === 'audio',
  }
  const albumId = id(bag(message.imageSet).id)
  return { kind, text: '', content: albumId === null ? {} : { albumId }, attachments: [attachment] }
}

function placeOf(message: Bag): Body {
  const latitude = number(message.latitude)
  const longitude = number(message.longitude)
  if (latitude === null || longitude === null) return unsupported('location')
  const location = { latitude, longitude, name: text(message.title), address: text(message.address) }
  return { kind: 'location', text: '', content: { location }, attachments: [] }
}

function stickerOf(message: Bag): Body {
  const stickerId = id(message.stickerId)
  if (stickerId === null || !/^\d+$/.test(stickerId)) return unsupported('sticker')
  const picture = { mediaId: mediaIdOf.sticker(stickerId), name: null, type: 'image/png', isVoice: false }
  // Some let their sender write on them.
  return { kind: 'sticker', text: text(message.text) ?? '', content: {}, attachments: [picture] }
}

function unsupported(name: string): Body {
  const content: MessageContent = { unsupported: name.slice(0, 100) }
  return { kind: 'unsupported', text: '', content, attachments: [] }
}
