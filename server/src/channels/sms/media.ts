import type { Done, Failure, ProviderRequest } from '../channel.ts'
import { done, failure } from '../step.ts'
import type { SmsAccount } from './account.ts'
import { basicAuth } from './rest.ts'

/** At the address that came along. It leads on to a store, which must not see the credentials. */
export function fetchMedia(mediaId: string, account: SmsAccount): Done<ProviderRequest> | Failure {
  if (!isTrusted(mediaId, account)) return untrusted()
  return done({ kind: 'request', method: 'GET', url: mediaId, headers: basicAuth(account), body: { kind: 'none' } })
}

function isTrusted(address: string, { baseUrl }: SmsAccount): boolean {
  const url = URL.parse(address)
  if (url === null) return false
  if (url.origin === URL.parse(baseUrl)?.origin) return true
  return url.protocol === 'https:' && /(^|\.)twilio\.com$/.test(url.hostname) && url.port === ''
}

function untrusted(): Failure {
  return failure('media_error', 'the media lies on a host that is not the provider’s')
}
