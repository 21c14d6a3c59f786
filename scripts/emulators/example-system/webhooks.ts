import { createHmac } from 'node:crypto'
import { type WebhookOptions, Webhooks } from '../desk/webhooks.ts'

type Options = Readonly<{ secret(): string }> & Pick<WebhookOptions, 'timeoutMs' | 'redeliverAfterMs'>

/** Signed anew at every attempt, so that what is posted again late is not taken for a replay. */
export function openWebhooks({ secret, ...rest }: Options): Webhooks {
  return new Webhooks({ ...rest, sign: (body) => ({ 'fairlead-signature': signatureOf(body, secret()) }) })
}

export function signatureOf(
  body: string | Uint8Array,
  secret: string,
  seconds = Math.floor(Date.now() / 1000),
): string {
  const hex = createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex')
  return `t=${seconds},v1=${hex}`
}
