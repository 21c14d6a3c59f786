import assert from 'node:assert/strict'
import { postChannel } from '@fairlead/sdk'
import { startInstagramEmulator } from '../../../scripts/emulators/instagram.ts'
import type { Counterpart } from './counterpart.ts'

const secrets = { appSecret: 'an-invented-instagram-secret', accessToken: 'IGAAInventedTokenOfNoUse' }
const personId = '1200000000000001'

export async function openInstagram(): Promise<Counterpart> {
  const instagram = await startInstagramEmulator({ ...secrets, delays: { readMs: null } })
  const customer = instagram.customer(personId, { username: 'alva.example' })

  return {
    type: 'instagram',
    environment: { FAIRLEAD_INSTAGRAM_URL: instagram.url },
    async connect({ owner, team }) {
      const channel = await owner.client.call(postChannel, {
        body: { type: 'instagram', name: 'Instagram', teamId: team.id, settings: {}, secrets },
      })
      assert.ok(channel.type === 'instagram' && channel.webhookUrl && channel.verifyToken)
      const { webhookUrl, verifyToken } = channel
      await instagram.connect({ webhookUrl, verifyToken })
    },
    ask: (text) => customer.sendText(text),
    heard: (text) =>
      instagram.chat(personId).messages.filter((message) => message.direction === 'out' && message.text === text)
        .length,
    tell: { read: () => customer.read() },
    stop: () => instagram.stop(),
  }
}
