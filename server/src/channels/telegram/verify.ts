import type { WebhookRequest } from '../channel.ts'
import { isSameSecret } from '../signature.ts'
import type { TelegramAccount } from './account.ts'

/** Nothing is signed: whoever knows what we told the provider alone is the provider. */
export function verify({ headers }: WebhookRequest, { secrets: { webhookSecret } }: TelegramAccount): boolean {
  return isSameSecret(headers.get('x-telegram-bot-api-secret-token'), webhookSecret)
}
