import type { InboundMessage } from '../../inbound.ts'
import type { EmailAccount } from '../account.ts'
import { normalAddress } from '../address.ts'
import { syntheticId } from './mail.ts'

const mostKept = 100_000

/** A mail that cannot be taken apart: it is kept as it is, and does not stand in the way of the next. */
export function unreadable(raw: Uint8Array, { settings }: EmailAccount, at: number): InboundMessage {
  const text = Buffer.from(raw.subarray(0, mostKept)).toString('latin1').replaceAll('\u0000', '')
  const from = /^from:[^\n]*?([^\s<>"@,;:]+@[^\s<>"@,;:]+)/im.exec(text)?.[1]
  const address = normalAddress(from) ?? 'unknown@invalid'
  const subject = /^subject:\s*([^\r\n]*)/im.exec(text)?.[1]?.slice(0, 500) ?? ''
  return {
    kind: 'message',
    accountId: settings.address.toLowerCase(),
    at,
    providerId: syntheticId(raw),
    author: 'contact',
    contact: { addresses: [address], matchKeys: [], name: null, phone: null },
    message: {
      kind: 'unsupported',
      text: '',
      content: {
        unsupported: 'a mail that cannot be read',
        isAutomatic: true,
        mail: { subject, from: address, to: [], cc: [], hasHtml: false, hasMore: true },
      },
      attachments: [],
      replyToProviderId: null,
    },
    isAutomatic: true,
    thread: { conversationId: null, references: [], subject },
    mail: { html: null, text, headers: {} },
  }
}
