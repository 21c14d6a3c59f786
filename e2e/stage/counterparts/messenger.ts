import assert from 'node:assert/strict'
import { postChannel } from '@fairlead/sdk'
import { startMessengerEmulator } from '../../../scripts/emulators/messenger.ts'
import type { Counterpart } from './counterpart.ts'

const secrets = { appSecret: 'an-invented-app-secret', accessToken: 'an-invented-page-token' }
const personId = '6000000000000001'

export async function openMessenger(): Promise<Counterpart> {
  const messenger = await startMessengerEmulator({ ...secrets, delays: { deliveredMs: null, readMs: null } })
  const { pageId } = messenger
  const customer = messenger.customer(personId, { name: 'Mara Muster' })
  const answers = () => messenger.chat(personId).messages.filter(({ direction }) => direction === 'out')

  return {
    type: 'messenger',
    environment: {},
    product: messenger,
    async connect({ owner, team }) {
      const channel = await owner.client.call(postChannel, {
        body: { type: 'messenger', name: 'Messenger', teamId: team.id, settings: { pageId }, secrets },
      })
      assert.ok(channel.type === 'messenger' && channel.webhookUrl && channel.verifyToken)
      const { webhookUrl, verifyToken } = channel
      await messenger.connect({ webhookUrl, verifyToken })
    },
    ask: (text) => customer.sendText(text),
    heard: (text) => answers().filter((answer) => answer.text === text).length,
    tell: { delivered: tellDelivered, read: () => customer.read() },
    // Refused at once, in the answer to the call.
    trouble: {
      begin: () => messenger.customer(personId, { isReachable: false }),
      end: () => messenger.customer(personId, { isReachable: true }),
      reason: 'The customer cannot be reached at this address.',
      detail: /This person isn’t available right now/,
    },
    stop: () => messenger.stop(),
  }

  async function tellDelivered(): Promise<void> {
    const { id, at } = answers().at(-1) ?? { id: '', at: 0 }
    const delivery = { mids: [id], watermark: at }
    const item = { sender: { id: personId }, recipient: { id: pageId }, timestamp: messenger.now(), delivery }
    await messenger.deliver({ object: 'page', entry: [{ id: pageId, time: messenger.now(), messaging: [item] }] })
  }
}
