import { parseFormatting, plainText } from '@fairlead/sdk'
import { type Capabilities, isCommonPicture } from '../capabilities.ts'
import type { OutboundMessage, ProviderRequest, Refusal, SentAttachment } from '../channel.ts'
import type { SmsAccount } from './account.ts'
import { canBeAnswered } from './numbers.ts'
import { basicAuth, restUrl } from './rest.ts'

const kilobyte = 1024
const maxTotal = 5 * kilobyte * kilobyte
const maxOther = 500 * kilobyte

export const capabilities: Capabilities = {
  text: { max: 1600, unit: 'utf16' },
  maxCaption: 1600,
  attachments: { perMessage: 10, by: 'url', maxBytes: maxTotal, maxTotal, maxOther },
  window: null,
  choices: null,
  hasTemplates: false,
  isThreaded: false,
  isRepeatable: false,
  receiptWaitMs: 60_000,
  hasMarks: false,
  patience: 'minutes',
  receives: ['text', 'image', 'audio', 'video', 'document', 'delivered', 'opt_out', 'automatic'],
  sends: ['text', 'image', 'audio', 'video', 'document'],
}

export function render(message: OutboundMessage, account: SmsAccount): ProviderRequest | Refusal {
  const { to, attachments, template } = message
  const text = plainText(parseFormatting(message.text))
  if (!canBeAnswered(to)) return refused('invalid_recipient', 'nobody can be written to at this sender’s name')
  if (template) return refused('unsupported_content', 'SMS has no templates')
  if (text.trim() === '' && attachments.length === 0) return refused('unsupported_content', 'the message is empty')
  if (text.length > capabilities.text.max) {
    return refused('unsupported_content', `a text message has up to ${capabilities.text.max} characters`)
  }
  const media = mediaOf(attachments)
  if ('kind' in media) return media

  const { number, messagingServiceSid } = account.settings
  return {
    kind: 'request',
    method: 'POST',
    url: restUrl(account, '/Messages.json'),
    headers: basicAuth(account),
    body: {
      kind: 'form',
      fields: [
        ['To', to],
        messagingServiceSid === '' ? ['From', number] : ['MessagingServiceSid', messagingServiceSid],
        ...(text.trim() === '' ? [] : [['Body', text] as const]),
        ...media.urls.map((url) => ['MediaUrl', url] as const),
        // Comes back with every status: one may arrive before the answer to this request, or instead of it.
        ['StatusCallback', `${account.webhookUrl}?message=${encodeURIComponent(message.id)}`],
      ],
    },
  }
}

function mediaOf(attachments: readonly SentAttachment[]): Readonly<{ urls: readonly string[] }> | Refusal {
  const { perMessage } = capabilities.attachments
  if (attachments.length > perMessage) {
    return refused('media_error', `a multimedia message has up to ${perMessage} files`)
  }
  if (attachments.some(({ url }) => url === null)) return refused('media_error', 'the file has no address')
  if (attachments.some(({ type, size }) => !isCommonPicture(type) && size > maxOther)) {
    return refused('media_error', 'files other than pictures may have up to 500 KB in a multimedia message')
  }
  if (attachments.reduce((total, { size }) => total + size, 0) > maxTotal) {
    return refused('media_error', 'the files of a multimedia message may have up to 5 MB')
  }
  return { urls: attachments.flatMap(({ url }) => url ?? []) }
}

function refused(code: Refusal['code'], detail: string): Refusal {
  return { kind: 'refused', code, detail }
}
