import { postChannel } from '@fairlead/sdk'
import { eventually } from '../../../e2e/stage/server.ts'
import { startTelegramEmulator } from '../../../scripts/emulators/telegram.ts'
import { type Crowd, fromEmulator, redeliverAfterMs } from '../crowd.ts'

const secrets = { botToken: '7000112233:AAInventedTokenOfNoUse_0123456789abc' }

export async function openTelegram(): Promise<Crowd> {
  const telegram = await startTelegramEmulator({ ...secrets, redeliverAfterMs })
  return {
    ...fromEmulator(telegram),
    type: 'telegram',
    environment: { FAIRLEAD_TELEGRAM_URL: telegram.url },
    async connect(client) {
      const { id } = await client.call(postChannel, {
        body: { type: 'telegram', name: 'Telegram', settings: {}, secrets },
      })
      await eventually(
        () => telegram.requests(),
        (requests) => requests.some(({ path, status }) => /setWebhook$/i.test(path) && status === 200),
      )
      return id
    },
    write: (customer, text) =>
      telegram.customer(5_528_190_000 + customer, { name: `Customer ${customer}` }).sendText(text),
  }
}
