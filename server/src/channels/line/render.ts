import { parseFormatting, plainText } from '@fairlead/sdk'
import type { Capabilities } from '../capabilities.ts'
import type { OutboundMessage, ProviderRequest, Refusal } from '../channel.ts'
import type { LineAccount } from './account.ts'
import { send } from './api.ts'
import { bubbleOf } from './bubble.ts'
import { choiceData } from './choice.ts'

export const capabilities: Capabilities = {
  text: { max: 5000, unit: 'utf16' },
  maxCaption: 5000,
  attachments: { perMessage: 1, by: 'url', maxBytes: 200 * 1024 * 1024 },
  window: null,
  choices: { most: 13, maxTitle: 20 },
  hasTemplates: false,
  isThreaded: false,
  isRepeatable: true,
  receiptWaitMs: 0,
  hasMarks: false,
  patience: 'minutes',
  receives: [
    ...(['text', 'image', 'voice', 'video', 'document', 'sticker', 'location', 'reply', 'choice'] as const),
    ...(['deletion', 'block', 'automatic'] as const),
  ],
  sends: ['text', 'image', 'audio', 'video', 'document', 'reply', 'choice', 'typing', 'mark_read'],
}

/**
 * Pushes, under our id as the key by which LINE knows a repetition. Answering by reply token would cost nothing, but takes
 * no key: after a broken connection nobody could tell whether it went out. See the README.
 */
export function render(message: OutboundMessage, account: LineAccount): ProviderRequest | Refusal {
  if (!/^U[0-9a-f]{32}$/.test(message.to)) return refused('invalid_recipient', 'not the id of somebody on LINE')
  const messages = bubblesOf(message)
  if ('kind' in messages) return messages

  const request = send(account, 'POST', '/v2/bot/message/push', { to: message.to, messages: messages.bubbles })
  return { ...request, headers: { ...request.headers, 'x-line-retry-key': message.id } }
}

type Bubble = Readonly<Record<string, unknown>>

function bubblesOf(message: OutboundMessage): Readonly<{ bubbles: readonly Bubble[] }> | Refusal {
  const { attachments, template, choices, replyTo } = message
  const text = plainText(parseFormatting(message.text))
  const { max } = capabilities.text
  if (template) return refused('unsupported_content', 'LINE has no templates')
  if (text.length > max) return refused('unsupported_content', `LINE takes up to ${max} characters of text`)
  if (attachments.some(({ url }) => url === null)) return refused('media_error', 'the file has no address')
  if (attachments.length > capabilities.attachments.perMessage) {
    return refused('media_error', 'LINE takes one file in a message')
  }

  const quoteToken = replyTo?.data.quoteToken
  const words = text.trim() === '' ? [] : [{ type: 'text', text, ...(quoteToken && { quoteToken }) }]
  const bubbles: readonly Bubble[] = [...words, ...attachments.map(bubbleOf)]
  const last = bubbles.at(-1)
  if (last === undefined) return refused('unsupported_content', 'the message is empty')
  if (choices.length === 0) return { bubbles }
  const quickReply = quickReplyOf(choices)
  return 'kind' in quickReply ? quickReply : { bubbles: [...bubbles.slice(0, -1), { ...last, quickReply }] }
}

function quickReplyOf(choices: OutboundMessage['choices']): Readonly<{ items: readonly object[] }> | Refusal {
  const { most, maxTitle } = capabilities.choices!
  if (choices.length > most) return refused('unsupported_content', `LINE shows up to ${most} quick replies`)
  if (choices.some(({ title }) => title.length > maxTitle)) {
    return refused('unsupported_content', `a quick reply on LINE has up to ${maxTitle} characters`)
  }
  return {
    items: choices.map((choice) => ({
      type: 'action',
      action: { type: 'postback', label: choice.title, data: choiceData(choice), displayText: choice.title },
    })),
  }
}

function refused(code: Refusal['code'], detail: string): Refusal {
  return { kind: 'refused', code, detail }
}
