import { postChannel } from '@fairlead/sdk'
import { startTiktokEmulator } from '../../../scripts/emulators/tiktok.ts'
import { eventually } from '../server.ts'
import type { Counterpart } from './counterpart.ts'

const secrets = {
  appId: '7412345678901234567',
  appSecret: 'an-invented-app-secret',
  accessToken: 'act.invented',
  refreshToken: 'rft.invented',
}

export async function openTiktok(): Promise<Counterpart> {
  const tiktok = await startTiktokEmulator({ ...secrets, delays: { readMs: null } })
  const customer = tiktok.customer('7009988776655443322', { username: 'timo.example' })

  return {
    type: 'tiktok',
    environment: { FAIRLEAD_TIKTOK_URL: tiktok.url },
    async connect({ owner, team }) {
      const settings = { businessId: tiktok.businessId }
      await owner.client.call(postChannel, {
        body: { type: 'tiktok', name: 'TikTok', teamId: team.id, settings, secrets },
      })
      // TikTok is told where to call.
      await eventually(
        () => tiktok.requests().some(({ path, status }) => path.endsWith('/webhook/update/') && status === 200),
        (isTold) => isTold,
      )
    },
    ask: (text) => customer.sendText(text),
    heard: (text) =>
      tiktok
        .chat(customer.conversationId)
        .messages.filter((message) => message.direction === 'out' && message.text === text).length,
    tell: { read: () => customer.read() },
    stop: () => tiktok.stop(),
  }
}
