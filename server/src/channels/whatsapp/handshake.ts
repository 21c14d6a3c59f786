import { createHash, timingSafeEqual } from 'node:crypto'
import type { HandshakeAnswer, WebhookRequest } from '../channel.ts'
import type { WhatsappAccount } from './account.ts'

/** Asked once, when the callback address is saved: give the challenge back if the token is ours. */
export function handshake({ query }: WebhookRequest, { secrets: { verifyToken } }: WhatsappAccount): HandshakeAnswer {
  const challenge = query.get('hub.challenge') ?? ''
  const isOurs =
    query.get('hub.mode') === 'subscribe' &&
    verifyToken !== '' &&
    isEqual(query.get('hub.verify_token') ?? '', verifyToken)

  // Whoever knows the token could otherwise have us answer with markup of their own.
  return isOurs && /^[\w-]{1,256}$/.test(challenge) ? { status: 200, text: challenge } : { status: 403 }
}

// Digests have one length, which is what a comparison in constant time needs.
function isEqual(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other))
}

function digest(value: string): Buffer {
  return createHash('sha256').update(value).digest()
}
