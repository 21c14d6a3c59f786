import type { InboundAttachment } from '../../inbound.ts'
import { type Bag, bag, bags, id, number, text } from '../../reading.ts'
import { type Body, said } from './body.ts'
import { parseText } from './text.ts'

type Kind = 'image' | 'audio' | 'video' | 'document'

/** A picture comes in several sizes; the largest is the picture. */
export function parsePhoto(message: Bag): Body | null {
  const sizes = bags(message.photo)
  const largest = sizes.reduce((best, size) => (areaOf(size) >= areaOf(best) ? size : best), sizes[0] ?? {})
  return fileBody('image', largest, message, { type: 'image/jpeg' })
}

function areaOf(size: Bag): number {
  return (number(size.width) ?? 0) * (number(size.height) ?? 0)
}

export function parseAnimation(message: Bag): Body | null {
  const animation = bag(message.animation)
  const type = text(animation.mime_type) ?? 'video/mp4'
  return fileBody(type.startsWith('image/') ? 'image' : 'video', animation, message, { type })
}

export function parseFile(key: string, kind: Kind, type: string | null): (message: Bag) => Body | null {
  return (message) => fileBody(kind, bag(message[key]), message, { type })
}

export function parseVoice(message: Bag): Body | null {
  return fileBody('audio', bag(message.voice), message, { type: 'audio/ogg', isVoice: true })
}

export function parseAudio(message: Bag): Body | null {
  const audio = bag(message.audio)
  const title = [text(audio.performer), text(audio.title)].filter((part) => part !== null).join(' – ')
  return fileBody('audio', audio, message, { type: 'audio/mpeg', name: title || null })
}

/** Still ones are pictures, those that move are films or vector drawings, which nothing but the provider's apps shows. */
export function parseSticker(message: Bag): Body | null {
  const sticker = bag(message.sticker)
  const type = sticker.is_animated === true ? 'application/x-tgsticker' : stillOrFilm(sticker)
  const attachment = attachmentOf(sticker, { type })
  if (attachment === null) return null
  return { kind: 'sticker', text: text(sticker.emoji) ?? '', content: {}, attachments: [attachment] }
}

function stillOrFilm(sticker: Bag): string {
  return sticker.is_video === true ? 'video/webm' : 'image/webp'
}

type Guess = Readonly<{ type: string | null; name?: string | null; isVoice?: boolean }>

function fileBody(kind: Kind, file: Bag, message: Bag, guess: Guess): Body | null {
  const attachment = attachmentOf(file, guess)
  const caption = parseText(message.caption, message.caption_entities)
  return attachment === null ? null : said(caption, { kind, attachments: [attachment] })
}

// What the message says of a file goes first; where the file is, its name and type are told by nobody.
function attachmentOf(file: Bag, { type, name = null, isVoice = false }: Guess): InboundAttachment | null {
  const mediaId = id(file.file_id)
  if (mediaId === null) return null
  return { mediaId, name: text(file.file_name) ?? name, type: text(file.mime_type) ?? type, isVoice }
}
