import assert from 'node:assert/strict'
import { startGraphEmulator } from '../../../scripts/emulators/graph.ts'
import { connectWhatsapp, meta } from '../workspace.ts'
import type { Counterpart } from './counterpart.ts'

const waId = '447700900001'
const { phoneNumberId, businessAccountId, appSecret, accessToken } = meta

export async function openWhatsapp(): Promise<Counterpart> {
  const graph = await startGraphEmulator({
    ...{ appSecret, accessToken, numbers: [{ phoneNumberId, businessAccountId }] },
    statusDelays: { deliveredMs: null, readMs: null },
  })
  const customer = graph.customer(waId, { name: 'Willa Wander' })
  const answers = () => graph.chat(waId).messages.filter(({ direction }) => direction === 'out')
  const tell = (status: 'delivered' | 'read') => graph.tellStatus(answers().at(-1)?.id ?? '', status)

  return {
    type: 'whatsapp',
    environment: {},
    product: { url: graph.url, has: (id) => id === phoneNumberId || id === businessAccountId },
    async connect({ owner, team }) {
      const channel = await connectWhatsapp(owner, team.id)
      assert.ok(channel.type === 'whatsapp' && channel.webhookUrl && channel.verifyToken)
      const { webhookUrl, verifyToken } = channel
      await graph.connect({ phoneNumberId, businessAccountId, webhookUrl, verifyToken })
    },
    ask: (text) => customer.sendText(text),
    heard: (text) => answers().filter((answer) => answer.text === text && answer.error === null).length,
    tell: { delivered: () => tell('delivered'), read: () => tell('read') },
    // Taken at first, and told to have failed a moment later.
    trouble: {
      begin: () => graph.customer(waId, { isReachable: false }),
      end: () => graph.customer(waId, { isReachable: true }),
      reason: 'The customer cannot be reached at this address.',
      detail: /Message Undeliverable/,
    },
    stop: () => graph.stop(),
  }
}
