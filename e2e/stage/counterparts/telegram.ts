import { postChannel } from '@fairlead/sdk'
import { startTelegramEmulator } from '../../../scripts/emulators/telegram.ts'
import { eventually } from '../server.ts'
import type { Counterpart } from './counterpart.ts'

const botToken = '7000112233:AAInventedTokenOfNoUse_0123456789abc'
const personId = '5528190347'

export async function openTelegram(): Promise<Counterpart> {
  const telegram = await startTelegramEmulator({ botToken })
  const customer = telegram.customer(personId, { name: 'Tilda Torv' })

  return {
    type: 'telegram',
    environment: { FAIRLEAD_TELEGRAM_URL: telegram.url },
    async connect({ owner, team }) {
      await owner.client.call(postChannel, {
        body: { type: 'telegram', name: 'Telegram', teamId: team.id, settings: {}, secrets: { botToken } },
      })
      // Telegram is told where to call.
      await eventually(
        () => telegram.requests().some(({ path, status }) => path.endsWith('/setWebhook') && status === 200),
        (isTold) => isTold,
      )
    },
    ask: (text) => customer.sendText(text),
    heard: (text) =>
      telegram.chat(personId).messages.filter((message) => message.direction === 'out' && message.text === text).length,
    tell: {},
    stop: () => telegram.stop(),
  }
}
