import type { Capabilities } from '../capabilities.ts'

const MEGABYTE = 1024 * 1024

export const capabilities: Capabilities = {
  text: { max: 1000, unit: 'bytes' },
  maxCaption: 0,
  attachments: { perMessage: 1, by: 'url', maxBytes: 25 * MEGABYTE },
  window: { hours: 24, humanHours: 7 * 24, most: null },
  choices: { most: 13, maxTitle: 20 },
  hasTemplates: false,
  isThreaded: false,
  isRepeatable: false,
  receiptWaitMs: 60_000,
  patience: 'minutes',
  receives: [
    ...(['text', 'image', 'voice', 'video', 'document', 'sticker', 'reply', 'choice', 'referral', 'story'] as const),
    ...(['edit', 'deletion', 'reaction', 'read', 'echo', 'automatic'] as const),
  ],
  sends: ['text', 'image', 'audio', 'voice', 'video', 'document', 'reply', 'choice', 'typing', 'mark_read'],
}
