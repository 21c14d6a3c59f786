import { type Bag, bag, id, text } from '../../reading.ts'
import type { Body } from './body.ts'

type MediaKind = Extract<Body['kind'], 'image' | 'audio' | 'video' | 'document' | 'sticker'>

export function parseMedia(kind: MediaKind): (message: Bag) => Body | null {
  return (message) => {
    const media = bag(message[kind])
    const mediaId = id(media.id)
    if (mediaId === null) return null

    const attachment = {
      mediaId,
      name: text(media.filename),
      type: mediaType(media.mime_type),
      isVoice: media.voice === true,
    }
    return { kind, text: text(media.caption) ?? '', content: {}, attachments: [attachment] }
  }
}

// Voice notes come as `audio/ogg; codecs=opus`.
function mediaType(value: unknown): string | null {
  return text(text(value)?.split(';')[0]?.trim().toLowerCase())
}
