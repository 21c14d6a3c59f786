import type { WebhookRequest } from '../channel.ts'
import { isSignedByMeta } from '../meta/verify.ts'
import type { WhatsappAccount } from './account.ts'

export function verify(request: WebhookRequest, { secrets: { appSecret } }: WhatsappAccount): boolean {
  return isSignedByMeta(request, [appSecret])
}
