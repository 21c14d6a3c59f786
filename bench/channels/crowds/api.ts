import { postChannel } from '@fairlead/sdk'
import { startExampleSystem } from '../../../scripts/emulators/example-system.ts'
import { type Crowd, fromEmulator, redeliverAfterMs } from '../crowd.ts'

export async function openApi(): Promise<Crowd> {
  const system = await startExampleSystem({ redeliverAfterMs })
  return {
    ...fromEmulator(system),
    type: 'api',
    environment: {},
    async connect(client) {
      const channel = await client.call(postChannel, {
        body: { type: 'api', name: 'Another system', settings: { url: system.messagesUrl } },
      })
      if (channel.type !== 'api' || !channel.webhookUrl || !channel.signingSecret) throw new Error('no webhook')
      system.connect({ webhookUrl: channel.webhookUrl, signingSecret: channel.signingSecret })
      return channel.id
    },
    write: (customer, text) => system.customer(`customer-${customer}`).sendText(text),
  }
}
