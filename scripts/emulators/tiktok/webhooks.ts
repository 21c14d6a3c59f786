import { createHmac } from 'node:crypto'
import { type WebhookOptions, Webhooks } from '../desk/webhooks.ts'

type Options = Readonly<{ appSecret: string }> & Pick<WebhookOptions, 'timeoutMs' | 'redeliverAfterMs'>

/** Webhooks as TikTok posts them: signed over the time and the bytes, and taken by 200 alone. */
export function openWebhooks({ appSecret, ...rest }: Options): Webhooks {
  return new Webhooks({
    ...rest,
    sign(body) {
      const seconds = Math.floor(Date.now() / 1000)
      const hex = createHmac('sha256', appSecret).update(`${seconds}.${body}`).digest('hex')
      return { 'tiktok-signature': `t=${seconds},s=${hex}`, 'user-agent': 'TikTok-Webhook' }
    },
    isTaken: (status) => status === 200,
  })
}
