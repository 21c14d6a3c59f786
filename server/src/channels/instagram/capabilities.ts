import type { Capabilities } from '../capabilities.ts'
import { MAX_FILE, messagingCapabilities } from '../meta/messaging/capabilities.ts'

export const capabilities: Capabilities = {
  ...messagingCapabilities,
  text: { max: 1000, unit: 'bytes' },
  attachments: { perMessage: 1, by: 'url', maxBytes: MAX_FILE },
  receives: [
    ...(['text', 'image', 'voice', 'video', 'document', 'sticker', 'reply', 'choice', 'referral', 'story'] as const),
    ...(['edit', 'deletion', 'reaction', 'read', 'echo', 'automatic'] as const),
  ],
}
