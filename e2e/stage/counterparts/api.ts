import assert from 'node:assert/strict'
import { postChannel } from '@fairlead/sdk'
import { startExampleSystem } from '../../../scripts/emulators/example-system.ts'
import type { Counterpart, Receipt } from './counterpart.ts'

const address = 'otto-1'

export async function openApi(): Promise<Counterpart> {
  const system = await startExampleSystem({ delays: { deliveredMs: null, readMs: null } })
  const customer = system.customer(address, { name: 'Otto Ohnesorg' })
  const answers = () => system.chat(address).messages.filter(({ direction }) => direction === 'out')

  return {
    type: 'api',
    environment: {},
    async connect({ owner, team }) {
      const channel = await owner.client.call(postChannel, {
        body: { type: 'api', name: 'Shop chat', teamId: team.id, settings: { url: system.messagesUrl } },
      })
      assert.ok(channel.type === 'api' && channel.webhookUrl && channel.signingSecret)
      const { webhookUrl, signingSecret } = channel
      system.connect({ webhookUrl, signingSecret })
    },
    ask: (text) => customer.sendText(text),
    heard: (text) => answers().filter((answer) => answer.text === text).length,
    tell: { delivered: () => tell('delivered'), read: () => tell('read') },
    stop: () => system.stop(),
  }

  function tell(status: Receipt) {
    const at = new Date(system.now()).toISOString()
    return system.deliver({ type: 'status', id: answers().at(-1)?.id ?? '', status, at })
  }
}
