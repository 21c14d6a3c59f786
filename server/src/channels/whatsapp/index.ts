import type { Channel } from '../channel.ts'
import type { WhatsappSecrets, WhatsappSettings } from './account.ts'
import { handshake } from './handshake.ts'
import { fetchMedia, upload } from './media.ts'
import { outcome } from './outcome.ts'
import { parse } from './parse/webhook.ts'
import { capabilities, render } from './render.ts'
import { listTemplates } from './templates.ts'
import { verify } from './verify.ts'

export type { WhatsappSecrets, WhatsappSettings } from './account.ts'

/** WhatsApp through the Cloud API. */
export const whatsapp = {
  type: 'whatsapp',
  provider: 'meta',
  accountIdOf: (settings) => settings.phoneNumberId,
  capabilities,
  handshake,
  verify,
  parse,
  render,
  outcome,
  upload,
  fetchMedia,
  listTemplates,
} satisfies Channel<WhatsappSettings, WhatsappSecrets>
