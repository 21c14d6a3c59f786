import { parseFormatting, plainText } from '@fairlead/sdk'
import type { Capabilities } from '../../capabilities.ts'
import type { OutboundMessage, ProviderRequest, Refusal, SentAttachment } from '../../channel.ts'
import { type Caller, graphPost } from '../graph.ts'

const HOUR_MS = 60 * 60 * 1000
const MAX_PAYLOAD = 1000

export type Style = Readonly<{
  /** The account's, or that of the page it is linked to. */
  path: string
  capabilities: Capabilities
  hasHumanAgent: boolean
  /** What an answer in time is called, where it must be called something. */
  response: Readonly<Record<string, string>>
  /** How it names our id in what it is sent, if at all. */
  metadata: Readonly<Record<string, string>>
  attachmentOf(attachment: SentAttachment): Readonly<Record<string, unknown>> | Refusal
}>

export function renderMessage(message: OutboundMessage, style: Style, caller: Caller): ProviderRequest | Refusal {
  if (!isPersonId(message.to)) return refused('invalid_recipient', 'not the id of a person')

  const content = contentOf(message, style)
  if (isRefusal(content)) return content

  return graphPost(caller, `${style.path}/messages`, {
    recipient: { id: message.to },
    ...typeOf(message, style),
    message: { ...content, ...style.metadata },
    ...(message.replyTo !== null && { reply_to: { mid: message.replyTo.providerId } }),
  })
}

/** Ids of people are digits, by all that is known. */
function isPersonId(address: string): boolean {
  return /^\d{1,64}$/.test(address)
}

/**
 * Within a day anybody may answer. For six more only people may, in apps that were granted it; what the platform itself
 * writes may not. When the window is closed by our clock the provider still has the last word: a tap on an advertisement
 * opens it for longer, and clocks differ.
 */
function typeOf({ last, now, author }: OutboundMessage, { capabilities, hasHumanAgent, response }: Style): object {
  const { hours, humanHours } = capabilities.window ?? { hours: 0, humanHours: 0 }
  const age = last === null ? 0 : now - last.at
  const isLate = age >= hours * HOUR_MS && age < (humanHours ?? 0) * HOUR_MS
  return isLate && hasHumanAgent && author.type === 'member'
    ? { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }
    : response
}

function contentOf({ text, attachments, choices }: OutboundMessage, style: Style): Record<string, unknown> | Refusal {
  const [attachment, ...others] = attachments
  if (attachment === undefined) {
    const replies = quickReplies(choices, style)
    if (isRefusal(replies)) return replies
    // Neither product shows text in any other way than plain.
    const plain = plainText(parseFormatting(text))
    return refusalOf(plain, style) ?? { text: plain, ...replies }
  }
  if (others.length > 0) return refused('unsupported_content', 'one attachment goes in one message')
  if (text !== '') return refused('unsupported_content', 'text and attachments are messages of their own')

  const shaped = style.attachmentOf(attachment)
  return isRefusal(shaped) ? shaped : { attachment: shaped }
}

/** Why the text cannot be sent; null when it can. */
function refusalOf(text: string, { capabilities: { text: limit } }: Style): Refusal | null {
  if (text.trim() === '') return refused('unsupported_content', 'the message is empty')
  const size = limit.unit === 'bytes' ? new TextEncoder().encode(text).length : [...text].length
  return size > limit.max
    ? refused('unsupported_content', `the text is longer than ${limit.max} ${words[limit.unit]}`)
    : null
}

const words = { bytes: 'bytes', code_points: 'characters', utf16: 'characters' } as const

function quickReplies(choices: OutboundMessage['choices'], { capabilities }: Style): object | Refusal {
  if (choices.length === 0) return {}

  const { most, maxTitle } = capabilities.choices ?? { most: 0, maxTitle: 0 }
  if (choices.length > most) return refused('unsupported_content', `up to ${most} quick replies can be offered`)
  const isFit = choices.every(({ id, title }) => [...title].length <= maxTitle && id.length <= MAX_PAYLOAD)
  if (!isFit) return refused('unsupported_content', `a quick reply has up to ${maxTitle} characters`)

  return { quick_replies: choices.map(({ id, title }) => ({ content_type: 'text', title, payload: id })) }
}

function isRefusal(value: object): value is Refusal {
  return 'kind' in value && value.kind === 'refused'
}

export function refused(code: Refusal['code'], detail: string): Refusal {
  return { kind: 'refused', code, detail }
}
