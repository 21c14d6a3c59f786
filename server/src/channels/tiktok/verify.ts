import type { WebhookRequest } from '../channel.ts'
import { isRecent, isSigned } from '../signature.ts'
import type { TiktokAccount } from './account.ts'

/** `t=<seconds>,s=<hex>`: an HMAC over the time, a dot and the bytes as they came. An old time may be a repeated request. */
export function verify(request: WebhookRequest, { secrets: { appSecret } }: TiktokAccount, now: number): boolean {
  const [, seconds, claimed] = /^t=(\d{1,12}),\s*s=([0-9a-f]{64})$/i.exec(header(request)) ?? []
  if (seconds === undefined || !isRecent(Number(seconds) * 1000, now)) return false
  return isSigned(claimed, appSecret, [`${seconds}.`, request.body])
}

function header({ headers }: WebhookRequest): string {
  return headers.get('tiktok-signature') ?? ''
}
