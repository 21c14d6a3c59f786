import type { WebhookRequest } from '../channel.ts'
import { isSigned } from '../signature.ts'

/**
 * The signature is an HMAC over the bytes as they came. The provider writes `ä` as `\u00e4` and `/` as `\/`, so JSON that was
 * parsed and written again has another signature. Any of the secrets will do: a product may have two apps.
 */
export function isSignedByMeta({ headers, body }: WebhookRequest, appSecrets: readonly string[]): boolean {
  const claimed = /^sha256=(\w+)$/.exec(headers.get('x-hub-signature-256') ?? '')?.[1]
  return appSecrets.some((appSecret) => isSigned(claimed, appSecret, body))
}
