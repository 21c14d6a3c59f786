import type { Capabilities } from '../capabilities.ts'

/** The widget carries everything itself: there is no provider to verify, parse or render for. */
export const webchat: Capabilities = {
  text: { max: 20_000, unit: 'utf16' },
  maxCaption: 20_000,
  attachments: { perMessage: 10, by: 'message', maxBytes: 25 * 1024 * 1024 },
  window: null,
  choices: null,
  hasTemplates: false,
  isThreaded: false,
  isRepeatable: true,
  receiptWaitMs: 0,
  hasMarks: false,
  patience: 'minutes',
  receives: ['text', 'image', 'audio', 'video', 'document', 'reply', 'read'],
  sends: ['text', 'image', 'audio', 'video', 'document', 'reply', 'mark_read'],
}
