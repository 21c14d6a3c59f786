import { postChannel } from '@fairlead/sdk'
import { startLineEmulator } from '../../../scripts/emulators/line.ts'
import { type Crowd, fromEmulator, redeliverAfterMs } from '../crowd.ts'

const secrets = { channelSecret: 'an-invented-channel-secret', accessToken: 'an-invented-channel-access-token' }

export async function openLine(): Promise<Crowd> {
  const line = await startLineEmulator({ ...secrets, redeliverAfterMs })
  return {
    ...fromEmulator(line),
    type: 'line',
    environment: { FAIRLEAD_LINE_URL: line.url, FAIRLEAD_LINE_DATA_URL: line.dataUrl },
    async connect(client) {
      const channel = await client.call(postChannel, { body: { type: 'line', name: 'LINE', settings: {}, secrets } })
      if (channel.type !== 'line' || !channel.webhookUrl) throw new Error('no webhook')
      line.connect({ webhookUrl: channel.webhookUrl })
      return channel.id
    },
    write: (customer, text) => line.customer(`Customer ${customer}`).sendText(text),
  }
}
