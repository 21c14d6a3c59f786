import { postChannel } from '@fairlead/sdk'
import { startMessengerEmulator } from '../../../scripts/emulators/messenger.ts'
import { type Crowd, fromEmulator, redeliverAfterMs } from '../crowd.ts'

const secrets = { appSecret: 'an-invented-app-secret', accessToken: 'an-invented-token' }

export async function openMessenger(): Promise<Crowd> {
  const messenger = await startMessengerEmulator({ ...secrets, redeliverAfterMs })
  const { pageId } = messenger
  return {
    ...fromEmulator(messenger),
    type: 'messenger',
    environment: {},
    graph: messenger,
    async connect(client) {
      const channel = await client.call(postChannel, {
        body: { type: 'messenger', name: 'Messenger', settings: { pageId }, secrets },
      })
      if (channel.type !== 'messenger' || !channel.webhookUrl || !channel.verifyToken) throw new Error('no webhook')
      await messenger.connect({ webhookUrl: channel.webhookUrl, verifyToken: channel.verifyToken })
      return channel.id
    },
    write: (customer, text) => messenger.customer(String(6_000_000_000_000_000 + customer)).sendText(text),
  }
}
