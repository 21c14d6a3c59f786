import type { Account, HandshakeAnswer, WebhookRequest } from '../channel.ts'
import { isSameSecret } from '../signature.ts'

type Subscriber = Pick<Account<unknown, Readonly<{ verifyToken: string }>>, 'secrets'>

/** Asked once, when the callback address is saved: give the challenge back if the token is ours. */
export function handshake({ query }: WebhookRequest, { secrets: { verifyToken } }: Subscriber): HandshakeAnswer {
  const challenge = query.get('hub.challenge') ?? ''
  const isOurs = query.get('hub.mode') === 'subscribe' && isSameSecret(query.get('hub.verify_token'), verifyToken)

  // Whoever knows the token could otherwise have us answer with markup of their own.
  return isOurs && /^[\w-]{1,256}$/.test(challenge) ? { status: 200, text: challenge } : { status: 403 }
}
