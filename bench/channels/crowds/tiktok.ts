import { postChannel } from '@fairlead/sdk'
import { eventually } from '../../../e2e/stage/server.ts'
import { startTiktokEmulator } from '../../../scripts/emulators/tiktok.ts'
import { type Crowd, fromEmulator, redeliverAfterMs } from '../crowd.ts'

const secrets = { appId: '7412345678901234567', appSecret: 's3cr3t', accessToken: 'act.abc', refreshToken: 'rft.def' }

export async function openTiktok(): Promise<Crowd> {
  const tiktok = await startTiktokEmulator({ ...secrets, redeliverAfterMs })
  return {
    ...fromEmulator(tiktok),
    type: 'tiktok',
    environment: { FAIRLEAD_TIKTOK_URL: tiktok.url },
    async connect(client) {
      const { id } = await client.call(postChannel, {
        body: { type: 'tiktok', name: 'TikTok', settings: { businessId: tiktok.businessId }, secrets },
      })
      await eventually(
        () => tiktok.requests(),
        (requests) => requests.some(({ path, status }) => path.endsWith('/webhook/update/') && status === 200),
      )
      return id
    },
    write: (customer, text) => tiktok.customer(`700998877665544${String(1000 + customer)}`).sendText(text),
  }
}
