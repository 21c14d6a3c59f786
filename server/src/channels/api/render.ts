import type { ApiMessage } from '@fairlead/sdk'
import type { Capabilities } from '../capabilities.ts'
import type { OutboundMessage, ProviderRequest, Refusal } from '../channel.ts'
import type { ApiAccount } from './account.ts'
import { post } from './post.ts'

const maxText = 20_000
const perMessage = 10
const [most, maxTitle] = [13, 80]

export const capabilities: Capabilities = {
  text: { max: maxText, unit: 'utf16' },
  maxCaption: maxText,
  attachments: { perMessage, by: 'url', maxBytes: 100 * 1024 * 1024 },
  window: null,
  choices: { most, maxTitle },
  hasTemplates: false,
  isThreaded: false,
  // Whoever takes it knows a repetition by our id.
  isRepeatable: true,
  receiptWaitMs: 0,
  hasMarks: true,
  patience: 'hours',
  receives: [
    ...(['text', 'image', 'audio', 'voice', 'video', 'document', 'sticker', 'location', 'contacts', 'reply'] as const),
    ...(['choice', 'referral', 'story', 'edit', 'deletion', 'reaction', 'delivered', 'read', 'echo'] as const),
    ...(['opt_out', 'block', 'automatic'] as const),
  ],
  sends: ['text', 'image', 'audio', 'voice', 'video', 'document', 'reply', 'choice', 'typing', 'mark_read'],
}

export function render(message: OutboundMessage, account: ApiAccount): ProviderRequest | Refusal {
  const { id, conversationId, to, text, author, choices, replyTo, attachments } = message
  if (message.template !== null) return refused('template_error', 'This channel has no templates')
  if (text.trim() === '' && attachments.length === 0) return refused('unsupported_content', 'the message is empty')
  if (text.length > maxText) return refused('unsupported_content', `This channel takes up to ${maxText} characters`)
  if (attachments.length > perMessage)
    return refused('unsupported_content', `This channel takes up to ${perMessage} files`)
  if (choices.length > most || choices.some(({ title }) => title.length > maxTitle)) {
    return refused('unsupported_content', `This channel takes up to ${most} choices of ${maxTitle} characters`)
  }
  const files = attachments.flatMap(({ mediaId: _, url, ...file }) => (url === null ? [] : [{ ...file, url }]))
  if (files.length < attachments.length) return refused('media_error', 'a file has no address')

  const value: ApiMessage = {
    ...{ type: 'message', id, conversationId, to, text, author, attachments: files, choices: [...choices] },
    replyTo: replyTo === null ? null : { id: replyTo.providerId },
  }
  return post(value, account, message.now, { 'idempotency-key': id })
}

function refused(code: Refusal['code'], detail: string): Refusal {
  return { kind: 'refused', code, detail }
}
