import type { Channel } from '../channel.ts'
import type { LineSecrets, LineSettings } from './account.ts'
import { fetchMedia } from './media.ts'
import { outcome } from './outcome.ts'
import { parse } from './parse/webhook.ts'
import { capabilities, render } from './render.ts'
import { check, markRead, profile, subscribe, typing } from './steps.ts'
import { verify } from './verify.ts'

export type { LineSecrets, LineSettings } from './account.ts'

/** LINE through the Messaging API. */
export const line = {
  type: 'line',
  provider: 'line',
  accountIdOf: (settings) => settings.botUserId || null,
  capabilities,
  verify,
  parse,
  render,
  outcome,
  fetchMedia,
  check,
  isCheckedFirst: true,
  subscribe,
  profile,
  markRead,
  typing,
} satisfies Channel<LineSettings, LineSecrets>
