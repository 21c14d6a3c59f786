import type { Channel } from '../channel.ts'
import type { TelegramSecrets, TelegramSettings } from './account.ts'
import { check, subscribe, unsubscribe } from './bot.ts'
import { acknowledge, typing } from './gestures.ts'
import { fetchMedia } from './media.ts'
import { outcome } from './outcome.ts'
import { parse } from './parse/update.ts'
import { profile } from './profile.ts'
import { capabilities, render } from './render.ts'
import { verify } from './verify.ts'

export type { TelegramSecrets, TelegramSettings } from './account.ts'

/** Telegram through the Bot API. */
export const telegram = {
  type: 'telegram',
  provider: 'telegram',
  accountIdOf: (settings) => settings.botId || null,
  isCheckedFirst: true,
  capabilities,
  verify,
  parse,
  render,
  outcome,
  check,
  subscribe,
  unsubscribe,
  fetchMedia,
  profile,
  typing,
  acknowledge,
} satisfies Channel<TelegramSettings, TelegramSecrets>
