import type { WebhookRequest } from '../channel.ts'
import { isRecent, isSigned } from '../signature.ts'
import type { ApiAccount } from './account.ts'

/**
 * `t=<seconds>,v1=<hex>`: an HMAC over the time, a dot and the bytes as they came. What was recorded and is sent again
 * later than five minutes is refused; within them, its ids are known already.
 */
export function verify(request: WebhookRequest, { secrets }: ApiAccount, now: number): boolean {
  const [, seconds, claimed] =
    /^t=(\d{1,12}),\s*v1=([0-9a-f]{64})$/i.exec(request.headers.get('fairlead-signature') ?? '') ?? []
  if (seconds === undefined || !isRecent(Number(seconds) * 1000, now)) return false
  return isSigned(claimed, secrets.signingSecret, [`${seconds}.`, request.body])
}
