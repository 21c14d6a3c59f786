import { postChannel } from '@fairlead/sdk'
import { startLineEmulator } from '../../../scripts/emulators/line.ts'
import { eventually } from '../server.ts'
import type { Counterpart } from './counterpart.ts'

const secrets = { channelSecret: '00112233445566778899aabbccddeeff', accessToken: 'the-access-token-of-example-shop' }

export async function openLine(): Promise<Counterpart> {
  const line = await startLineEmulator(secrets)
  const customer = line.customer('haruka', { name: 'Haruka Sato' })

  return {
    type: 'line',
    environment: { FAIRLEAD_LINE_URL: line.url, FAIRLEAD_LINE_DATA_URL: line.dataUrl },
    async connect({ owner, team }) {
      await owner.client.call(postChannel, {
        body: { type: 'line', name: 'LINE', teamId: team.id, settings: {}, secrets },
      })
      // LINE is told where to call.
      await eventually(
        () => line.requests().some(({ method, path }) => method === 'PUT' && path.endsWith('/webhook/endpoint')),
        (isTold) => isTold,
      )
    },
    ask: (text) => customer.sendText(text),
    heard: (text) =>
      line.chat('haruka').messages.filter((message) => message.direction === 'out' && message.text === text).length,
    tell: {},
    stop: () => line.stop(),
  }
}
