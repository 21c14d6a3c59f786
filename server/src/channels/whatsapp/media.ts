import type { Failure, OutboundAttachment, ProviderAnswer, ProviderRequest, Refusal, Step } from '../channel.ts'
import { isOk } from '../meta/answer.ts'
import { graphErrorIn } from '../meta/errors.ts'
import { bearer, graphUrl } from '../meta/graph.ts'
import { bag, id, text, tryJson } from '../reading.ts'
import { done, failure, step } from '../step.ts'
import type { WhatsappAccount } from './account.ts'
import { meanings } from './errors.ts'

import { failureOf } from './outcome.ts'

export type MediaKind = 'image' | 'audio' | 'video' | 'document' | 'sticker'

const MEGABYTE = 1024 * 1024
const MAX_DOCUMENT = 100 * MEGABYTE

type Shape = Readonly<{ kind: MediaKind; types: readonly string[]; maxSize: number; hasCaption: boolean }>

const shapes: readonly Shape[] = [
  { kind: 'image', types: ['image/jpeg', 'image/png'], maxSize: 5 * MEGABYTE, hasCaption: true },
  { kind: 'video', types: ['video/mp4', 'video/3gpp'], maxSize: 16 * MEGABYTE, hasCaption: true },
  {
    kind: 'audio',
    types: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
    maxSize: 16 * MEGABYTE,
    hasCaption: false,
  },
  { kind: 'sticker', types: ['image/webp'], maxSize: 100 * 1024, hasCaption: false },
]

/**
 * How a file is shown to the customer. What is too large or of another type is still delivered, as a document, and so is
 * what could not carry its caption otherwise.
 */
export function mediaKind(attachment: OutboundAttachment, hasText: boolean): MediaKind {
  const type = providerType(attachment.type)
  const shape = shapes.find(({ types }) => types.includes(type))

  if (shape === undefined || attachment.size > shape.maxSize) return 'document'
  if (hasText && !shape.hasCaption) return 'document'
  if (shape.kind === 'sticker' && !isNamedSticker(attachment.name)) return 'document'
  return shape.kind
}

// A sticker must be 512 by 512, which neither type nor size tells, and any other is refused after it was taken. Web pages
// are full of small WebP pictures that are no stickers; those that come from WhatsApp are called `STK-20260314-WA0007.webp`.
function isNamedSticker(name: string): boolean {
  return /^(stk|sticker)\b/i.test(name)
}

/** The type by the name the provider knows it under. */
function providerType(type: string): string {
  const essence = type.split(';')[0]?.trim().toLowerCase() ?? ''
  return otherNames.get(essence) ?? essence
}

const otherNames: ReadonlyMap<string, string> = new Map([
  ['audio/x-m4a', 'audio/mp4'],
  ['audio/m4a', 'audio/mp4'],
  ['audio/mp3', 'audio/mpeg'],
  ['audio/opus', 'audio/ogg'],
  ['image/jpg', 'image/jpeg'],
  ['video/3gp', 'video/3gpp'],
])

export function upload(attachment: OutboundAttachment, account: WhatsappAccount): Step<string> | Refusal {
  if (attachment.size > MAX_DOCUMENT) {
    return { kind: 'refused', code: 'media_error', detail: 'WhatsApp takes files of up to 100 MB' }
  }
  if (attachment.size === 0) return { kind: 'refused', code: 'media_error', detail: 'the file is empty' }

  const type = providerType(attachment.type)
  const request: ProviderRequest = {
    kind: 'request',
    method: 'POST',
    url: graphUrl(account, `${account.settings.phoneNumberId}/media`),
    headers: bearer(account),
    body: { kind: 'multipart', fields: { messaging_product: 'whatsapp', type }, file: { ...attachment, type } },
  }
  return step(request, (answer) => {
    const mediaId = answer.kind === 'answer' && isOk(answer) ? id(bag(tryJson(answer.body)).id) : null
    return mediaId === null ? uploadFailure(answer) : done(mediaId)
  })
}

/** First where it is, then it. The address is good for five minutes; when it has become a 404, ask again. */
export function fetchMedia(mediaId: string, account: WhatsappAccount): Step<ProviderRequest> {
  const request: ProviderRequest = {
    kind: 'request',
    method: 'GET',
    url: graphUrl(account, encodeURIComponent(mediaId), { phone_number_id: account.settings.phoneNumberId }),
    headers: bearer(account),
    body: { kind: 'none' },
  }
  return step(request, (answer) => {
    const download = downloadIn(answer, account)
    return download.kind === 'failure' ? download : done(download)
  })
}

function downloadIn(answer: ProviderAnswer, account: WhatsappAccount): ProviderRequest | Failure {
  const url = answer.kind === 'answer' && isOk(answer) ? text(bag(tryJson(answer.body)).url) : null
  if (url === null) return locationFailure(answer)
  if (!isTrusted(url, account)) return untrusted()

  return {
    kind: 'request',
    method: 'GET',
    url,
    // Downloads by Node's fetch under its own name are refused.
    headers: { ...bearer(account), 'user-agent': 'Fairlead' },
    body: { kind: 'none' },
  }
}

// The token goes with the request, so it must not go where somebody else's answer points to.
function isTrusted(address: string, { baseUrl }: WhatsappAccount): boolean {
  const url = URL.parse(address)
  if (url === null) return false
  if (url.origin === URL.parse(baseUrl)?.origin) return true
  return url.protocol === 'https:' && /(^|\.)(fbsbx\.com|fbcdn\.net|facebook\.com|whatsapp\.net)$/.test(url.hostname)
}

// Graph calls an expired or foreign medium what it calls a missing number: an object that does not exist (100). That is no
// reason to tell a manager that the account is broken.
function locationFailure(answer: ProviderAnswer): Failure {
  const failure = failureOf(answer)
  const isMissing = answer.kind === 'answer' && graphErrorIn(tryJson(answer.body), meanings)?.number === 100
  return isMissing ? { ...failure, code: 'media_error', isChannelBroken: false } : failure
}

function uploadFailure(answer: ProviderAnswer): Failure {
  const failure = failureOf(answer)
  const isAboutFile = failure.code === 'unknown' || failure.code === 'unsupported_content'
  return isAboutFile ? { ...failure, code: 'media_error' } : failure
}

function untrusted(): Failure {
  return failure('media_error', 'the media lies on a host that is not the provider’s')
}
