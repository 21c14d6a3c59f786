import type { Capabilities } from '../capabilities.ts'
import type { Channel } from '../channel.ts'
import type { TiktokSecrets, TiktokSettings } from './account.ts'

const capabilities: Capabilities = {
  text: { max: 2000, unit: 'utf16' },
  maxCaption: 0,
  attachments: { perMessage: 1, by: 'upload', maxBytes: 25 * 1024 * 1024 },
  window: null,
  choices: null,
  hasTemplates: false,
  isThreaded: false,
  isRepeatable: false,
  receiptWaitMs: 60_000,
  patience: 'minutes',
  receives: ['text'],
  sends: ['text'],
}

export const tiktok = {
  type: 'tiktok',
  provider: 'tiktok',
  accountIdOf: (settings) => settings.businessId,
  capabilities,
  verify: () => false,
  parse: () => [],
  render: () => ({ kind: 'refused', code: 'unsupported_content', detail: 'not yet' }),
  outcome: () => ({ kind: 'unknown', detail: 'not yet' }),
} satisfies Channel<TiktokSettings, TiktokSecrets>
