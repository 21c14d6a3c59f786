import type { MessageContent, MessageKind } from '@fairlead/sdk'
import type { InboundAttachment } from '../../inbound.ts'
import { type Bag, bag, bags, id, string, text } from '../../reading.ts'
import { mediaIdOf } from '../media.ts'

export type Body = Readonly<{
  kind: MessageKind
  text: string
  content: MessageContent
  attachments: readonly InboundAttachment[]
}>

const nothing = { text: '', content: {}, attachments: [] } as const

/** What a message says, by its type; what we cannot show is kept by name. */
export function parseBody(content: Bag): Body {
  const type = text(content.type) ?? 'unknown'
  return readers.get(type)?.(content) ?? { ...nothing, kind: 'unsupported', content: { unsupported: type } }
}

const readers: ReadonlyMap<string, (content: Bag) => Body | null> = new Map([
  ['text', parseText],
  ['image', (content: Bag) => parseMedia(content, 'image')],
  ['video', (content: Bag) => parseMedia(content, 'video')],
  ['sticker', (content: Bag) => parseSticker(content, 'sticker')],
  ['emoji', (content: Bag) => parseSticker(content, 'emoji')],
  ['share_post', parseSharedPost],
  ['template', parseTemplate],
])

function parseText(content: Bag): Body | null {
  const body = string(bag(content.text).body)
  if (body === null) return null
  const chosen = id(bag(content.reply_source_payload).reply_source_unique_id)
  return chosen === null
    ? { ...nothing, kind: 'text', text: body }
    : { ...nothing, kind: 'interactive', text: body, content: { choice: { id: chosen, title: body } } }
}

function parseMedia(content: Bag, kind: 'image' | 'video'): Body | null {
  const mediaId = id(bag(content[kind]).media_id)
  const conversationId = id(content.conversation_id)
  const messageId = id(content.message_id)
  if (mediaId === null || conversationId === null || messageId === null) return null
  const place = { conversationId, messageId, mediaId, type: kind === 'image' ? 'IMAGE' : 'VIDEO' } as const
  return { ...nothing, kind, attachments: [attachmentAt(mediaIdOf(place))] }
}

function parseSticker(content: Bag, kind: 'sticker' | 'emoji'): Body | null {
  const url = text(bag(content[kind]).url)
  return url === null || !URL.canParse(url) ? null : { ...nothing, kind: 'sticker', attachments: [attachmentAt(url)] }
}

function parseSharedPost(content: Bag): Body | null {
  const url = text(bag(content.share_post).embed_url)
  return url === null ? null : { ...nothing, kind: 'text', content: { link: { url, title: null } } }
}

/** A card with buttons, as the account's own automatic messages have it. */
function parseTemplate(content: Bag): Body | null {
  const lines = bags(bag(content.template).elements).flatMap(({ title, buttons }) => [
    text(title),
    ...bags(buttons).map((button) => text(button.text) ?? text(button.title)),
  ])
  const said = lines.filter((line) => line !== null)
  return said.length === 0 ? null : { ...nothing, kind: 'text', text: said.join('\n') }
}

function attachmentAt(mediaId: string): InboundAttachment {
  return { mediaId, name: null, type: null, isVoice: false }
}
