import { postChannel } from '@fairlead/sdk'
import { startGraphEmulator } from '../../../scripts/emulators/graph.ts'
import { type Crowd, fromEmulator, redeliverAfterMs } from '../crowd.ts'

const number = { phoneNumberId: '100000000000001', businessAccountId: '200000000000001' }
const secrets = { appSecret: 'an-invented-app-secret', accessToken: 'an-invented-token' }

export async function openWhatsapp(): Promise<Crowd> {
  const graph = await startGraphEmulator({ ...secrets, redeliverAfterMs, numbers: [number] })
  return {
    ...fromEmulator(graph),
    type: 'whatsapp',
    environment: {},
    // All that no page and no account is called by is WhatsApp's: numbers, media.
    graph: { url: graph.url, has: () => true },
    async connect(client) {
      const channel = await client.call(postChannel, {
        body: { type: 'whatsapp', name: 'WhatsApp', settings: number, secrets },
      })
      if (channel.type !== 'whatsapp' || !channel.webhookUrl || !channel.verifyToken) throw new Error('no webhook')
      await graph.connect({ ...number, webhookUrl: channel.webhookUrl, verifyToken: channel.verifyToken })
      return channel.id
    },
    write: (customer, text) => graph.customer(String(447_700_900_000 + customer)).sendText(text),
  }
}
