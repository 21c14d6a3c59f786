import type { Channel } from '../channel.ts'
import { handshake } from '../meta/handshake.ts'
import { senderAction } from '../meta/messaging/actions.ts'
import { fetchMedia } from '../meta/messaging/media.ts'
import { outcome } from '../meta/messaging/outcome.ts'
import { pageFields, subscribeTo, unsubscribeFrom } from '../meta/messaging/subscription.ts'
import { parseWebhook } from '../meta/messaging/webhook.ts'
import { isSignedByMeta } from '../meta/verify.ts'
import type { MessengerSecrets, MessengerSettings } from './account.ts'
import { capabilities } from './capabilities.ts'
import { check } from './check.ts'
import { upload } from './media.ts'
import { profile } from './profile.ts'
import { render } from './render.ts'

/** The Messenger of a Facebook page. */
export const messenger = {
  type: 'messenger',
  provider: 'meta',
  accountIdOf: ({ pageId }) => pageId,
  capabilities,
  handshake: (request, account) => handshake(request, account),
  verify: (request, { secrets: { appSecret } }) => isSignedByMeta(request, [appSecret]),
  parse: (request, { settings: { pageId } }) =>
    parseWebhook(request, { object: 'page', accountId: pageId, isAudioVoice: false }),
  render,
  outcome,
  upload,
  fetchMedia,
  check,
  subscribe: (account) => subscribeTo(account, account.settings.pageId, pageFields),
  unsubscribe: (account) => unsubscribeFrom(account, account.settings.pageId),
  profile,
  markRead: (to, _, account) => senderAction(account, account.settings.pageId, { to, action: 'mark_seen' }),
  typing: (to, _, account) => senderAction(account, account.settings.pageId, { to, action: 'typing_on' }),
} satisfies Channel<MessengerSettings, MessengerSecrets>
