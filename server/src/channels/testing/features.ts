import type { InboundFeature } from '../capabilities.ts'
import type { InboundEvent, InboundMessage } from '../inbound.ts'

/** What the table of channels calls the things that came in. */
export function featuresOf(event: InboundEvent): readonly InboundFeature[] {
  switch (event.kind) {
    case 'message':
      return event.author === 'member' ? ['echo'] : saidIn(event)
    case 'status':
      return statusFeatures[event.status]
    case 'watermark':
      return [event.status]
    case 'standing':
      return event.standing === 'blocked' || event.standing === 'unblocked' ? ['block'] : ['opt_out']
    case 'reaction':
    case 'edit':
    case 'deletion':
      return [event.kind]
    case 'account':
    case 'address_change':
    case 'ignored':
      return []
    default:
      return event satisfies never
  }
}

const statusFeatures = {
  sent: [],
  delivered: ['delivered'],
  read: ['read'],
  played: ['read'],
  failed: [],
} as const

function saidIn({ message, isAutomatic }: InboundMessage): readonly InboundFeature[] {
  const { content, attachments } = message
  return [
    ...kindOf(message),
    ...attachments.flatMap(({ isVoice }) => (isVoice ? (['voice'] as const) : [])),
    ...(message.replyToProviderId === null ? [] : (['reply'] as const)),
    ...(content.referral === undefined && content.start === undefined ? [] : (['referral'] as const)),
    ...(content.story === undefined ? [] : (['story'] as const)),
    ...(isAutomatic ? (['automatic'] as const) : []),
  ]
}

function kindOf({ kind, attachments }: InboundMessage['message']): readonly InboundFeature[] {
  switch (kind) {
    case 'interactive':
      return ['choice']
    case 'audio':
      return attachments.some(({ isVoice }) => isVoice) ? [] : ['audio']
    case 'template':
    case 'unsupported':
      return []
    default:
      return [kind]
  }
}
