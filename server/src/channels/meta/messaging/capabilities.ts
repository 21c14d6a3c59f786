import type { Capabilities } from '../../capabilities.ts'

export const MAX_FILE = 25 * 1024 * 1024

/** What Messenger and Instagram can do alike. */
export const messagingCapabilities: Omit<Capabilities, 'text' | 'attachments' | 'receives'> = {
  maxCaption: 0,
  window: { hours: 24, humanHours: 7 * 24, most: null },
  choices: { most: 13, maxTitle: 20 },
  hasTemplates: false,
  isThreaded: false,
  isRepeatable: false,
  receiptWaitMs: 60_000,
  hasMarks: true,
  patience: 'minutes',
  sends: ['text', 'image', 'audio', 'voice', 'video', 'document', 'reply', 'choice', 'typing', 'mark_read'],
}
