import type { Account } from '../channel.ts'
import { exampleAccount } from '../testing/example.ts'
import type { TelegramSecrets, TelegramSettings } from './account.ts'

/** Example Shop's bot, as the captured payloads name it. */
export const account: Account<TelegramSettings, TelegramSecrets> = exampleAccount('telegram', {
  baseUrl: 'https://api.telegram.org',
  settings: { botId: '7000112233', botUsername: 'example_shop_bot' },
  secrets: { botToken: '7000112233:AAInventedTokenOfNoUse_0123456789abc', webhookSecret: 'our-own-secret' },
})
