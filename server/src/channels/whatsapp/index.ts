import type { Channel } from '../channel.ts'
import { handshake } from '../meta/handshake.ts'
import type { WhatsappSecrets, WhatsappSettings } from './account.ts'
import { check } from './check.ts'
import { markRead, typing } from './gestures.ts'
import { fetchMedia, upload } from './media.ts'
import { outcome } from './outcome.ts'
import { parse } from './parse/webhook.ts'
import { capabilities, render } from './render.ts'
import { listTemplates, templateOwnerOf } from './templates.ts'
import { verify } from './verify.ts'

export type { WhatsappSecrets, WhatsappSettings } from './account.ts'
export { matchKeys } from './numbers.ts'

/** WhatsApp through the Cloud API. */
export const whatsapp = {
  type: 'whatsapp',
  provider: 'meta',
  accountIdOf: (settings) => settings.phoneNumberId,
  capabilities,
  handshake: (request, account) => handshake(request, account),
  verify,
  parse,
  render,
  outcome,
  upload,
  fetchMedia,
  listTemplates,
  templateOwnerOf,
  check,
  markRead,
  typing,
} satisfies Channel<WhatsappSettings, WhatsappSecrets>
