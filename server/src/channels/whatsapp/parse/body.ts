import type { InboundMessage } from '../../inbound.ts'

/** What a message says, apart from who said it and to what. */
export type Body = Pick<InboundMessage['message'], 'kind' | 'text' | 'content' | 'attachments'>
