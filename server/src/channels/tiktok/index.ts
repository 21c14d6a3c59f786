import type { Channel } from '../channel.ts'
import type { TiktokSecrets, TiktokSettings } from './account.ts'
import { fetchMedia, upload } from './media.ts'
import { outcome } from './outcome.ts'
import { parse } from './parse/webhook.ts'
import { markRead, typing } from './presence.ts'
import { check, profile } from './profile.ts'
import { refresh } from './refresh.ts'
import { capabilities, render } from './render.ts'
import { subscribe, unsubscribe } from './subscribe.ts'
import { verify } from './verify.ts'

export type { TiktokSecrets, TiktokSettings } from './account.ts'

/** TikTok through its Business Messaging API. */
export const tiktok = {
  type: 'tiktok',
  provider: 'tiktok',
  accountIdOf: (settings) => settings.businessId,
  capabilities,
  verify,
  parse,
  render,
  outcome,
  upload,
  fetchMedia,
  check,
  subscribe,
  unsubscribe,
  profile,
  markRead,
  typing,
  refresh,
} satisfies Channel<TiktokSettings, TiktokSecrets>
