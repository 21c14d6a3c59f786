import type { Done, Failure, ProviderRequest } from '../../channel.ts'
import { done, failure } from '../../step.ts'

/**
 * Media are named by their addresses, which say themselves who may see them and for how long: the token stays here,
 * whatever host they are on.
 */
export function fetchMedia(mediaId: string): Done<ProviderRequest> | Failure {
  if (!/^https?:\/\//i.test(mediaId) || !URL.canParse(mediaId)) {
    return failure('media_error', 'not an address')
  }
  return done(download(mediaId))
}

/** Downloads by Node's fetch under its own name are refused. */
export function download(url: string): ProviderRequest {
  return { kind: 'request', method: 'GET', url, headers: { 'user-agent': 'Fairlead' }, body: { kind: 'none' } }
}
