import type { MessageContent } from '@fairlead/sdk'
import type { InboundAttachment, InboundMessage } from '../../inbound.ts'
import { type Bag, bag, bags, named, number, text } from '../../reading.ts'
import type { Product } from './origin.ts'

/** What a message says, apart from who said it and to what. */
export type Body = Pick<InboundMessage['message'], 'kind' | 'text' | 'content' | 'attachments'>

type Kind = Body['kind']

const files: ReadonlyMap<unknown, Kind> = new Map<unknown, Kind>([
  ['image', 'image'],
  ['audio', 'audio'],
  ['video', 'video'],
  ['file', 'document'],
  ['sticker', 'sticker'],
])

/** A story lives for a day, so what names us in one is fetched like a picture. */
const stories: ReadonlySet<unknown> = new Set(['story_mention', 'ig_story', 'story'])

const links: ReadonlySet<unknown> = new Set(['fallback', 'share', 'post', 'ig_post', 'reel', 'ig_reel'])

/** All that came attached to one message; null when nothing did. The first says what kind of message it is. */
export function parseAttachments(attachments: readonly Bag[], product: Product): Body | null {
  const all = attachments.map((attachment) => parseAttachment(attachment, product))
  const [first] = all
  if (first === undefined) return null

  return {
    kind: first.kind,
    text: all.find((one) => one.text !== '')?.text ?? '',
    content: all.find(({ content }) => Object.keys(content).length > 0)?.content ?? {},
    attachments: all.flatMap((one) => one.attachments),
  }
}

function parseAttachment(attachment: Bag, product: Product): Body {
  const { type } = attachment
  const payload = bag(attachment.payload)
  const url = addressIn(payload.url) ?? addressIn(attachment.url)
  const title = text(payload.title) ?? text(attachment.title)
  const kind = files.get(type)

  if (kind !== undefined && url !== null) {
    const isSticker = type === 'image' && payload.sticker_id !== undefined
    return body(isSticker ? 'sticker' : kind, { attachments: [fileOf(url, type, product)] })
  }
  if (type === 'like_heart') return body('sticker', { text: '❤️' })
  if (stories.has(type) && url !== null) {
    const story = { as: 'mention' as const, url }
    return body('image', { content: { story }, attachments: [fileOf(url, type, product)] })
  }
  if (links.has(type) && url !== null) return body('text', { content: { link: { url, title } } })
  if (type === 'location') return locationOf(payload, title) ?? unsupported(type, { url, title })
  return unsupported(type, { url, title: title ?? text(payload.text) ?? text(bags(payload.elements)[0]?.title) })
}

function fileOf(url: string, type: unknown, { isAudioVoice }: Product): InboundAttachment {
  const name = nameIn(url)
  return {
    mediaId: url,
    // Other kinds are named by numbers that say nothing.
    name: type === 'file' ? name : null,
    type: null,
    isVoice: type === 'audio' && (isAudioVoice || name?.startsWith('audioclip-') === true),
  }
}

function locationOf({ coordinates }: Bag, name: string | null): Body | null {
  const latitude = number(bag(coordinates).lat)
  const longitude = number(bag(coordinates).long)
  if (latitude === null || longitude === null) return null
  return body('location', { content: { location: { latitude, longitude, name, address: null } } })
}

/** View-once pictures without an address, templates, and whatever comes next year. */
function unsupported(type: unknown, { url, title }: Readonly<{ url: string | null; title: string | null }>): Body {
  // Cut off, it may end in half a letter.
  const name = named(type).toWellFormed()
  return body('unsupported', {
    text: title ?? '',
    content: { unsupported: name, ...(url !== null && { link: { url, title } }) },
  })
}

function body(
  kind: Kind,
  { text: words = '', content = {}, attachments = [] }: Partial<Omit<Body, 'kind'>> & { content?: MessageContent },
): Body {
  return { kind, text: words, content, attachments }
}

const MAX_ADDRESS = 4000
const MAX_NAME = 200

function addressIn(value: unknown): string | null {
  const read = text(value)
  return read !== null && read.length <= MAX_ADDRESS && /^https?:\/\//i.test(read) && URL.canParse(read) ? read : null
}

function nameIn(url: string): string | null {
  const last = URL.parse(url)?.pathname.split('/').at(-1) ?? ''
  try {
    return text(decodeURIComponent(last).slice(0, MAX_NAME))
  } catch {
    return text(last.slice(0, MAX_NAME))
  }
}
