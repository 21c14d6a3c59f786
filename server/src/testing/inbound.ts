import { randomUUID } from 'node:crypto'
import type {
  InboundDeletion,
  InboundEdit,
  InboundMessage,
  InboundReaction,
  InboundStatus,
  Sender,
} from '../channels/inbound.ts'

/** The account that everything here comes to. */
export const accountId = '100000000000001'

export const mara: Sender = { addresses: ['447700900001'], matchKeys: [], name: 'Mara Muster', phone: '+447700900001' }

export function inboundMessage(
  given: Partial<Omit<InboundMessage, 'message'>> & {
    message?: Partial<InboundMessage['message']>
    text?: string
  } = {},
): InboundMessage {
  const { message, text = 'Hello', ...rest } = given
  return {
    kind: 'message',
    accountId,
    at: Date.now(),
    providerId: `wamid.${randomUUID()}`,
    author: 'contact',
    contact: mara,
    ...rest,
    message: { kind: 'text', text, content: {}, attachments: [], replyToProviderId: null, ...message },
  }
}

export function inboundStatus(
  given: Pick<InboundStatus, 'providerId' | 'status'> & Partial<InboundStatus>,
): InboundStatus {
  const error = given.status === 'failed' ? ({ code: 'unknown', detail: 'made to fail' } as const) : null
  return { kind: 'status', accountId, at: Date.now(), messageId: null, error, ...given }
}

export function inboundReaction(
  targetProviderId: string,
  emoji: string | null,
  given: Partial<InboundReaction> = {},
): InboundReaction {
  return { kind: 'reaction', accountId, at: Date.now(), contact: mara, targetProviderId, emoji, ...given }
}

export function inboundEdit(targetProviderId: string, text: string, at = Date.now()): InboundEdit {
  return { kind: 'edit', accountId, at, targetProviderId, text }
}

export function inboundDeletion(targetProviderId: string, at = Date.now()): InboundDeletion {
  return { kind: 'deletion', accountId, at, targetProviderId }
}
