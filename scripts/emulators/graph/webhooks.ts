import { createHmac, randomBytes } from 'node:crypto'
import { type WebhookOptions, Webhooks } from '../desk/webhooks.ts'
import { metaJson } from './json.ts'

type Options = Readonly<{ appSecret: string }> & Pick<WebhookOptions, 'timeoutMs' | 'redeliverAfterMs'>

/** Webhooks as Meta posts them: escaped, signed over the bytes, and taken by 200 alone. */
export function openWebhooks({ appSecret, ...rest }: Options): Webhooks {
  const sign = (algorithm: string, body: string): string =>
    `${algorithm}=${createHmac(algorithm, appSecret).update(body).digest('hex')}`

  return new Webhooks({
    ...rest,
    write: metaJson,
    sign: (body) => ({
      'user-agent': 'facebookexternalua',
      'x-hub-signature': sign('sha1', body),
      'x-hub-signature-256': sign('sha256', body),
    }),
    isTaken: (status) => status === 200,
  })
}

/** @throws when the product does not give the challenge back as the whole answer. */
export async function shakeHands(webhookUrl: string, verifyToken: string, timeoutMs = 5_000): Promise<void> {
  const challenge = randomBytes(8).readBigUInt64BE().toString()
  const url = new URL(webhookUrl)
  url.searchParams.set('hub.mode', 'subscribe')
  url.searchParams.set('hub.challenge', challenge)
  url.searchParams.set('hub.verify_token', verifyToken)

  const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) })
  const answer = await response.text()
  if (response.status !== 200 || answer !== challenge) {
    throw new Error(`The webhook did not give the challenge back: HTTP ${response.status} ${answer.slice(0, 100)}`)
  }
}
