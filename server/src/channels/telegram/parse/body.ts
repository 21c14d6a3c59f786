import type { InboundMessage } from '../../inbound.ts'

/** What a message says, without what it answers. */
export type Body = Omit<InboundMessage['message'], 'replyToProviderId'>

export function said(text: string, more: Partial<Body> = {}): Body {
  return { kind: 'text', text, content: {}, attachments: [], ...more }
}
