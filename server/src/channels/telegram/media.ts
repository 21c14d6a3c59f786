import type { Done, Failure, ProviderRequest, Step } from '../channel.ts'
import { bag, text } from '../reading.ts'
import { done, failure } from '../step.ts'
import type { TelegramAccount } from './account.ts'
import { ask, call, fileUrl } from './api.ts'

/** First where it is, then it. The address is good for an hour and holds the token. Files over 20 MB are kept from bots. */
export function fetchMedia(mediaId: string, account: TelegramAccount): Step<ProviderRequest> {
  return ask(call(account, 'getFile', { file_id: mediaId }), (result) => locate(result, account), aboutFile)
}

export function locate(result: unknown, account: TelegramAccount): Done<ProviderRequest> | Failure {
  const path = text(bag(result).file_path)
  if (path === null || !isInside(path)) return gone()
  return done({ kind: 'request', method: 'GET', url: fileUrl(account, path), headers: {}, body: { kind: 'none' } })
}

// The token stands in front of the path, so the path must not lead out again. One on the provider's own disk, as a server
// for big files gives it, cannot be fetched from there.
function isInside(path: string): boolean {
  return !path.startsWith('/') && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}

function aboutFile(failure: Failure): Failure {
  return failure.code === 'unknown' || failure.code === 'unsupported_content'
    ? { ...failure, code: 'media_error' }
    : failure
}

function gone(): Failure {
  return failure('media_error', 'the provider does not say where the file is')
}
