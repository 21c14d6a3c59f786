import type { ApiGesture, ApiMessage } from '@fairlead/sdk'
import type { ProviderRequest } from '../channel.ts'
import { signAt } from '../signature.ts'
import type { ApiAccount } from './account.ts'

/** One request to the other system, signed over the very text that its body becomes. */
export function post(
  value: ApiMessage | ApiGesture,
  { settings, secrets }: ApiAccount,
  now: number,
  headers: ProviderRequest['headers'] = {},
): ProviderRequest {
  return {
    kind: 'request',
    method: 'POST',
    url: settings.url,
    headers: { 'fairlead-signature': signAt(JSON.stringify(value), secrets.signingSecret, now), ...headers },
    body: { kind: 'json', value },
  }
}
