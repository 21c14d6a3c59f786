import { postChannel } from '@fairlead/sdk'
import { startInstagramEmulator } from '../../../scripts/emulators/instagram.ts'
import { type Crowd, fromEmulator, redeliverAfterMs } from '../crowd.ts'

const secrets = { appSecret: 'an-invented-instagram-secret', accessToken: 'an-invented-token' }

export async function openInstagram(): Promise<Crowd> {
  const instagram = await startInstagramEmulator({ ...secrets, redeliverAfterMs })
  const { accountId } = instagram
  return {
    ...fromEmulator(instagram),
    type: 'instagram',
    environment: { FAIRLEAD_INSTAGRAM_URL: instagram.url },
    async connect(client) {
      const channel = await client.call(postChannel, {
        body: { type: 'instagram', name: 'Instagram', settings: { accountId }, secrets },
      })
      if (channel.type !== 'instagram' || !channel.webhookUrl || !channel.verifyToken) throw new Error('no webhook')
      await instagram.connect({ webhookUrl: channel.webhookUrl, verifyToken: channel.verifyToken })
      return channel.id
    },
    write: (customer, text) => instagram.customer(String(1_200_000_000_000_000 + customer)).sendText(text),
  }
}
