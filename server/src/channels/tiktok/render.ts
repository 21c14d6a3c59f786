import { parseFormatting, plainText } from '@fairlead/sdk'
import type { Capabilities } from '../capabilities.ts'
import type { OutboundMessage, ProviderRequest, Refusal } from '../channel.ts'
import type { Bag } from '../reading.ts'
import type { TiktokAccount } from './account.ts'
import { post } from './api.ts'
import { isPersonAddress } from './parse/sender.ts'

export const maxImageBytes = 3 * 1024 * 1024

export const capabilities: Capabilities = {
  text: { max: 6000, unit: 'utf16' },
  maxCaption: 0,
  attachments: { perMessage: 1, by: 'upload', maxBytes: maxImageBytes },
  window: { hours: 48, humanHours: null, most: 10 },
  choices: null,
  hasTemplates: false,
  isThreaded: false,
  isRepeatable: false,
  // The echo tells what became of a message that was cut off.
  receiptWaitMs: 60_000,
  hasMarks: true,
  patience: 'minutes',
  receives: ['text', 'image', 'video', 'sticker', 'reply', 'choice', 'referral', 'reaction', 'read', 'echo'],
  sends: ['text', 'image', 'reply', 'typing', 'mark_read'],
}

export function render(message: OutboundMessage, account: TiktokAccount): ProviderRequest | Refusal {
  if (message.to === '' || isPersonAddress(message.to)) {
    return refused('invalid_recipient', 'TikTok is answered in a conversation, and this is none')
  }
  if (message.template !== null) return refused('template_error', 'TikTok has no templates')
  if (message.choices.length > 0) return refused('unsupported_content', 'TikTok has no quick replies')
  if (message.attachments.length > 1) return refused('unsupported_content', 'TikTok takes one image a message')

  const content = contentOf(message)
  return content.kind === 'refused' ? content : send(message.to, content.value, account)
}

type Content = Readonly<{ kind: 'content'; value: Bag }>

function contentOf({ text, attachments: [attachment], replyTo }: OutboundMessage): Content | Refusal {
  if (attachment !== undefined) {
    if (text !== '') return refused('unsupported_content', 'TikTok takes no text beside an image')
    if (attachment.mediaId === null) return refused('media_error', 'the attachment was not uploaded')
    return { kind: 'content', value: { message_type: 'IMAGE', image: { media_id: attachment.mediaId } } }
  }
  // TikTok shows text in no other way than plain.
  const plain = plainText(parseFormatting(text))
  if (plain.trim() === '') return refused('unsupported_content', 'the message is empty')
  if (plain.length > capabilities.text.max) {
    return refused('unsupported_content', `TikTok takes up to ${capabilities.text.max} characters of text`)
  }
  return {
    kind: 'content',
    value: {
      message_type: 'TEXT',
      text: { body: plain },
      // With text only.
      ...(replyTo !== null && { referenced_message_info: { referenced_message_id: replyTo.providerId } }),
    },
  }
}

/** One request into a conversation. */
export function send(conversationId: string, content: Bag, account: TiktokAccount): ProviderRequest {
  return post(account, 'business/message/send', {
    business_id: account.settings.businessId,
    recipient_type: 'CONVERSATION',
    recipient: conversationId,
    ...content,
  })
}

function refused(code: Refusal['code'], detail: string): Refusal {
  return { kind: 'refused', code, detail }
}
