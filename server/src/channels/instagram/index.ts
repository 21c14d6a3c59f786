import type { Channel } from '../channel.ts'
import { handshake } from '../meta/handshake.ts'
import { senderAction } from '../meta/messaging/actions.ts'
import { fetchMedia } from '../meta/messaging/media.ts'
import { outcome } from '../meta/messaging/outcome.ts'
import { parseWebhook } from '../meta/messaging/webhook.ts'
import { isSignedByMeta } from '../meta/verify.ts'
import { doorOf, type InstagramSecrets, type InstagramSettings } from './account.ts'
import { capabilities } from './capabilities.ts'
import { check, subscribe, unsubscribe } from './check.ts'
import { profile } from './profile.ts'
import { refresh } from './refresh.ts'
import { render } from './render.ts'

/** A professional account on Instagram, with either login. */
export const instagram = {
  type: 'instagram',
  provider: 'instagram',
  accountIdOf: ({ accountId }) => accountId || null,
  isCheckedFirst: true,
  capabilities,
  handshake: (request, account) => handshake(request, account),
  verify: (request, { secrets: { appSecret, facebookAppSecret = '' } }) =>
    isSignedByMeta(request, [appSecret, facebookAppSecret]),
  parse: (request, { settings: { accountId } }) =>
    parseWebhook(request, { object: 'instagram', accountId, isAudioVoice: true }),
  render,
  outcome,
  fetchMedia,
  check,
  subscribe,
  unsubscribe,
  profile,
  markRead(to, _, account) {
    const { caller, path } = doorOf(account)
    return senderAction(caller, path, { to, action: 'mark_seen' })
  },
  typing(to, _, account) {
    const { caller, path } = doorOf(account)
    return senderAction(caller, path, { to, action: 'typing_on' })
  },
  refresh,
} satisfies Channel<InstagramSettings, InstagramSecrets>
