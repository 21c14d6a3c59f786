import type { Channel } from '../channel.ts'
import type { WhatsappSecrets, WhatsappSettings } from './account.ts'
import { handshake } from './handshake.ts'
import { locateMedia, mediaLocated, upload, uploaded } from './media.ts'
import { outcome } from './outcome.ts'
import { parse } from './parse/webhook.ts'
import { capabilities, render } from './render.ts'
import { listTemplates, templatesListed } from './templates.ts'
import { verify } from './verify.ts'

export type { WhatsappSecrets, WhatsappSettings } from './account.ts'

/** WhatsApp through the Cloud API. */
export const whatsapp: Channel<WhatsappSettings, WhatsappSecrets> = {
  type: 'whatsapp',
  capabilities,
  handshake,
  verify,
  parse,
  render,
  outcome,
  upload,
  uploaded,
  locateMedia,
  mediaLocated,
  listTemplates,
  templatesListed,
}
