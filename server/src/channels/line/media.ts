import type { Done, Failure, ProviderRequest, Step } from '../channel.ts'
import { bag, tryJson } from '../reading.ts'
import { done, failure, step } from '../step.ts'
import type { LineAccount } from './account.ts'
import { failureOf, getContent, isOk } from './api.ts'

/**
 * Names what a message carries: its own id; for what LINE prepares first, with `/prepared` behind it; a sticker by its
 * number; or, for what was never LINE's, an address.
 */
export const mediaIdOf = {
  content: (messageId: string) => messageId,
  prepared: (messageId: string) => `${messageId}/prepared`,
  sticker: (stickerId: string) => `sticker/${stickerId}`,
  external: (url: string) => url,
}

export function fetchMedia(
  mediaId: string,
  account: LineAccount,
): Step<ProviderRequest> | Done<ProviderRequest> | Failure {
  if (/^https?:\/\//i.test(mediaId)) return done(publicFile(mediaId))
  const sticker = /^sticker\/(\d+)$/.exec(mediaId)?.[1]
  if (sticker !== undefined) return done(publicFile(stickerUrl(sticker, account)))

  const [messageId = '', prepared] = mediaId.split('/')
  const path = `/v2/bot/message/${encodeURIComponent(messageId)}/content`
  const content = getContent(account, path)
  if (prepared === undefined) return done(content)

  return step(getContent(account, `${path}/transcoding`), (answer) => {
    if (answer.kind === 'no_answer' || !isOk(answer)) return contentFailure(failureOf(answer))
    switch (bag(tryJson(answer.body)).status) {
      case 'processing':
        return failure('media_error', 'LINE is still preparing it', 'later')
      case 'failed':
        return failure('media_error', 'LINE could not prepare it')
      default:
        return done(content)
    }
  })
}

// Whoever sent it chose the address, so the token does not go there.
function publicFile(url: string): ProviderRequest {
  return { kind: 'request', method: 'GET', url, headers: {}, body: { kind: 'none' } }
}

// Where LINE's own apps find it; a stand-in of LINE has its own.
function stickerUrl(stickerId: string, { urls }: LineAccount): string {
  const isReal = URL.parse(urls.line_data)?.hostname.endsWith('.line.me') ?? false
  const host = isReal ? 'https://stickershop.line-scdn.net' : urls.line_data.replace(/\/+$/, '')
  return `${host}/stickershop/v1/sticker/${stickerId}/android/sticker.png`
}

// Gone (404, 410): what was unsent, or is too old.
function contentFailure(about: Failure): Failure {
  return about.code === 'unknown' ? { ...about, code: 'media_error' } : about
}
