import { createHmac } from 'node:crypto'
import { meta } from './workspace.ts'

/** A webhook with one text message, as the provider would sign and send it. */
export function textWebhook({
  from,
  id,
  text,
  hoursAgo = 0,
}: {
  from: string
  id: string
  text: string
  hoursAgo?: number
}): {
  body: string
  headers: Record<string, string>
} {
  const at = Math.floor(Date.now() / 1000) - hoursAgo * 3600
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: meta.businessAccountId,
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '15550783881', phone_number_id: meta.phoneNumberId },
              contacts: [{ profile: { name: `Customer ${from.slice(-4)}` }, wa_id: from }],
              messages: [{ from, id, timestamp: String(at), type: 'text', text: { body: text } }],
            },
          },
        ],
      },
    ],
  })
  const signature = createHmac('sha256', meta.appSecret).update(body).digest('hex')
  return { body, headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` } }
}

/** Sends it. Answers with the status, or null when there was no answer. */
export async function sendWebhook(
  url: string,
  channelId: string,
  webhook: ReturnType<typeof textWebhook>,
): Promise<number | null> {
  return fetch(`${url}/webhooks/whatsapp/${channelId}`, { method: 'POST', ...webhook }).then(
    async (answer) => {
      await answer.arrayBuffer()
      return answer.status
    },
    () => null,
  )
}
