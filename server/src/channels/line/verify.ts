import type { WebhookRequest } from '../channel.ts'
import { isSigned } from '../signature.ts'
import type { LineAccount } from './account.ts'

/** The signature is an HMAC over the bytes as they came. */
export function verify({ headers, body }: WebhookRequest, { secrets: { channelSecret } }: LineAccount): boolean {
  return isSigned(headers.get('x-line-signature'), channelSecret, body, { encoding: 'base64' })
}
