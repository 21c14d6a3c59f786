import { createHmac, timingSafeEqual } from 'node:crypto'
import type { WebhookRequest } from '../channel.ts'
import type { WhatsappAccount } from './account.ts'

/**
 * The signature is an HMAC over the bytes as they came. The provider writes `ä` as `\u00e4` and `/` as `\/`, so JSON that was
 * parsed and written again has another signature.
 */
export function verify(request: WebhookRequest, { secrets: { appSecret } }: WhatsappAccount): boolean {
  const claimed = /^sha256=([0-9a-f]{64})$/i.exec(request.headers.get('x-hub-signature-256') ?? '')?.[1]
  // Anybody can sign with an empty key.
  if (claimed === undefined || appSecret === '') return false

  return timingSafeEqual(Buffer.from(claimed, 'hex'), createHmac('sha256', appSecret).update(request.body).digest())
}
