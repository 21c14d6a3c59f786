import type { Capabilities } from '../capabilities.ts'
import type { Channel } from '../channel.ts'
import type { EmailSecrets, EmailSettings } from './account.ts'
import { outcome } from './outcome.ts'
import { parse } from './parse/parse.ts'
import { refresh } from './refresh.ts'
import { mostBytes, mostFiles, mostText, render } from './render.ts'

const capabilities: Capabilities = {
  text: { max: mostText, unit: 'utf16' },
  maxCaption: mostText,
  attachments: { perMessage: mostFiles, by: 'message', maxBytes: mostBytes, maxTotal: mostBytes },
  window: null,
  choices: null,
  hasTemplates: false,
  isThreaded: true,
  // Whoever reads it knows it by its Message-ID.
  isRepeatable: true,
  receiptWaitMs: 0,
  hasMarks: false,
  patience: 'hours',
  receives: ['text', 'image', 'audio', 'video', 'document', 'delivered', 'read', 'echo', 'automatic'],
  sends: ['text', 'image', 'audio', 'video', 'document'],
}

/** Mail is fetched from the mailbox, and comes through no door: `parse` reads what was fetched. */
export const email = {
  type: 'email',
  provider: null,
  accountIdOf: (settings) => settings.address.toLowerCase(),
  capabilities,
  verify: () => false,
  parse,
  render,
  outcome,
  refresh,
} satisfies Channel<EmailSettings, EmailSecrets>
