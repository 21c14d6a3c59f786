import type { Capabilities } from '../capabilities.ts'
import { MAX_FILE, messagingCapabilities } from '../meta/messaging/capabilities.ts'

export const capabilities: Capabilities = {
  ...messagingCapabilities,
  text: { max: 2000, unit: 'code_points' },
  attachments: { perMessage: 1, by: 'upload', maxBytes: MAX_FILE },
  receives: [
    ...(['text', 'image', 'audio', 'voice', 'video', 'document', 'sticker', 'location', 'reply', 'choice'] as const),
    ...(['referral', 'edit', 'deletion', 'reaction', 'delivered', 'read', 'echo', 'automatic'] as const),
  ],
}
