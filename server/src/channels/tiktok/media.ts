import type { Done, Failure, OutboundAttachment, ProviderRequest, Refusal, Step } from '../channel.ts'
import { text, tryJson } from '../reading.ts'
import { done, failure } from '../step.ts'
import type { TiktokAccount } from './account.ts'
import { apiUrl, askFor, post, token } from './api.ts'
import { maxImageBytes } from './render.ts'

/** What a file is found by takes three ids and its kind: kept as one text. */
export type MediaPlace = Readonly<{
  conversationId: string
  messageId: string
  mediaId: string
  type: 'IMAGE' | 'VIDEO'
}>

export function mediaIdOf({ conversationId, messageId, mediaId, type }: MediaPlace): string {
  return JSON.stringify([type, conversationId, messageId, mediaId])
}

export function upload(attachment: OutboundAttachment, account: TiktokAccount): Step<string> | Refusal {
  const type = attachment.type.split(';')[0]?.trim().toLowerCase()
  if (type !== 'image/jpeg' && type !== 'image/png') {
    return { kind: 'refused', code: 'unsupported_content', detail: 'TikTok takes JPEG and PNG images only' }
  }
  if (attachment.size > maxImageBytes) {
    return { kind: 'refused', code: 'media_error', detail: 'TikTok takes images of up to 3 MB' }
  }
  if (attachment.size === 0) return { kind: 'refused', code: 'media_error', detail: 'the file is empty' }

  const request: ProviderRequest = {
    kind: 'request',
    method: 'POST',
    url: apiUrl(account, 'business/message/media/upload'),
    headers: token(account),
    body: {
      kind: 'multipart',
      fields: { business_id: account.settings.businessId, media_type: 'IMAGE' },
      file: { ...attachment, type },
    },
  }
  return askFor(request, ({ media_id: mediaId }) => {
    const read = text(mediaId)
    return read === null ? null : done(read)
  })
}

/** An image or a video is asked for by its ids; stickers and emoji have an address that anybody may read. */
export function fetchMedia(
  mediaId: string,
  account: TiktokAccount,
): Step<ProviderRequest> | Done<ProviderRequest> | Failure {
  if (/^https?:\/\//.test(mediaId)) return done(download(mediaId))
  const [type, conversationId, messageId, id] = placeIn(mediaId)
  if (type === undefined || id === undefined) return failure('media_error', 'nothing is known by that id')

  const request = post(account, 'business/message/media/download', {
    business_id: account.settings.businessId,
    conversation_id: conversationId,
    message_id: messageId,
    media_id: id,
    media_type: type,
  })
  return askFor(request, ({ download_url: at }) => {
    const url = text(at)
    if (url === null || !URL.canParse(url)) return null
    return done(download(url, isTrusted(url, account) ? { 'x-user': account.secrets.accessToken } : {}))
  })
}

function placeIn(mediaId: string): readonly (string | undefined)[] {
  const place = tryJson(mediaId)
  return Array.isArray(place) && place.length === 4 && place.every((one) => typeof one === 'string') ? place : []
}

// The token goes with the request, so it must not go wherever an answer points to.
function isTrusted(url: string, { baseUrl }: TiktokAccount): boolean {
  const { protocol, hostname, origin } = new URL(url)
  return origin === new URL(baseUrl).origin || (protocol === 'https:' && /(^|\.)tiktok(cdn|v)?\.com$/.test(hostname))
}

function download(url: string, headers: Readonly<Record<string, string>> = {}): ProviderRequest {
  return { kind: 'request', method: 'GET', url, headers, body: { kind: 'none' } }
}
