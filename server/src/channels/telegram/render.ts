import type { Capabilities } from '../capabilities.ts'
import type { OutboundMessage, ProviderRequest, Refusal, SentAttachment } from '../channel.ts'
import type { TelegramAccount } from './account.ts'
import { call, methodUrl } from './api.ts'
import { format } from './format.ts'
import { maxFileBytes, mediaMethod } from './media-method.ts'
import { fromProviderId } from './provider-id.ts'

// A message may have a hundred buttons, and titles of any length; more is more than anybody reads.
const maxChoices = 13
const maxChoiceTitle = 64
const maxCallbackBytes = 64

export const capabilities: Capabilities = {
  text: { max: 4096, unit: 'utf16' },
  maxCaption: 1024,
  attachments: { perMessage: 1, by: 'message', maxBytes: maxFileBytes },
  window: null,
  choices: { most: maxChoices, maxTitle: maxChoiceTitle },
  hasTemplates: false,
  isThreaded: false,
  isRepeatable: false,
  // A bot is told nothing of what became of its messages.
  receiptWaitMs: 0,
  hasMarks: false,
  patience: 'minutes',
  receives: [
    ...(['text', 'image', 'audio', 'voice', 'video', 'document', 'sticker', 'location', 'contacts', 'reply'] as const),
    ...(['choice', 'referral', 'story', 'edit', 'deletion', 'reaction', 'echo', 'block'] as const),
  ],
  sends: ['text', 'image', 'audio', 'voice', 'video', 'document', 'reply', 'choice', 'typing'],
}

export function render(message: OutboundMessage, account: TelegramAccount): ProviderRequest | Refusal {
  const refusal = refusalOf(message)
  if (refusal !== null) return refusal

  const [attachment] = message.attachments
  return attachment === undefined ? renderText(message, account) : renderFile(message, attachment, account)
}

function renderText(message: OutboundMessage, account: TelegramAccount): ProviderRequest | Refusal {
  const { text, parseMode, length } = format(message.text, isPlain(message))
  if (length === 0) return refused('unsupported_content', 'the message is empty')
  if (length > capabilities.text.max) {
    return refused('unsupported_content', `Telegram takes up to ${capabilities.text.max} characters of text`)
  }
  return call(account, 'sendMessage', {
    ...addressOf(message),
    text,
    ...(parseMode !== null && { parse_mode: parseMode }),
    ...surroundings(message),
  })
}

function renderFile(
  message: OutboundMessage,
  attachment: SentAttachment,
  account: TelegramAccount,
): ProviderRequest | Refusal {
  const { text, parseMode, length } = format(message.text, isPlain(message))
  if (length > capabilities.maxCaption) {
    return refused('unsupported_content', `Telegram takes captions of up to ${capabilities.maxCaption} characters`)
  }

  const { method, field } = mediaMethod(attachment)
  const fields = {
    ...addressOf(message),
    ...(text !== '' && { caption: text }),
    ...(text !== '' && parseMode !== null && { parse_mode: parseMode }),
    // In a form, objects are text.
    ...Object.fromEntries(Object.entries(surroundings(message)).map(([name, value]) => [name, JSON.stringify(value)])),
  }
  return {
    kind: 'request',
    method: 'POST',
    url: methodUrl(account, method),
    headers: {},
    body: { kind: 'multipart', fields, file: attachment, fileField: field },
  }
}

// What the provider cannot read as formatted it can read without. A second try is nearly always because it was busy, and
// marks are not lost for that.
function isPlain({ tries }: OutboundMessage): boolean {
  return tries > 2
}

function refusalOf({ to, template, choices, attachments }: OutboundMessage): Refusal | null {
  const [attachment, ...others] = attachments
  if (!/^-?\d{1,20}$/.test(to)) return refused('invalid_recipient', 'not the id of a Telegram chat')
  if (template !== null) return refused('unsupported_content', 'Telegram has no templates')
  if (others.length > 0) return refused('unsupported_content', 'one file goes in one message')
  if (attachment !== undefined && attachment.size > maxFileBytes) {
    return refused('media_error', 'Telegram takes files of up to 50 MB from bots')
  }
  if (attachment?.size === 0) return refused('media_error', 'the file is empty')
  if (choices.some(({ id }) => id === '' || Buffer.byteLength(id) > maxCallbackBytes)) {
    return refused('unsupported_content', `the id of a choice has 1 to ${maxCallbackBytes} bytes`)
  }
  if (choices.length > maxChoices) return refused('unsupported_content', `up to ${maxChoices} choices are offered`)
  if (choices.some(({ title }) => title.trim() === '' || title.length > maxChoiceTitle)) {
    return refused('unsupported_content', `the title of a choice has 1 to ${maxChoiceTitle} characters`)
  }
  return null
}

// Where the bot answers for a business account, the answer goes the way the contact's last message came.
function addressOf({ to, last }: OutboundMessage): Readonly<Record<string, string>> {
  const connection = connectionOf(last)
  return { chat_id: to, ...(connection !== null && { business_connection_id: connection }) }
}

function surroundings({ to, replyTo, last, choices }: OutboundMessage): Readonly<Record<string, object>> {
  const replied = replyTo === null ? null : fromProviderId(replyTo.providerId)
  const isHere = replied !== null && replied.chatId === to && replied.connection === connectionOf(last)
  return {
    ...(isHere && {
      reply_parameters: { message_id: Number(replied.messageId), allow_sending_without_reply: true },
    }),
    ...(choices.length > 0 && {
      reply_markup: { inline_keyboard: choices.map(({ id, title }) => [{ text: title, callback_data: id }]) },
    }),
  }
}

function connectionOf(last: OutboundMessage['last']): string | null {
  return last?.data.connection ?? null
}

function refused(code: Refusal['code'], detail: string): Refusal {
  return { kind: 'refused', code, detail }
}
