import type { Capabilities } from '../capabilities.ts'
import type { OutboundMessage, ProviderRequest, Refusal } from '../channel.ts'
import { bearer, graphUrl } from '../meta/graph.ts'
import type { WhatsappAccount } from './account.ts'
import { faultOf, interactiveOf, mostChoices } from './choices.ts'
import { format } from './format.ts'
import { mediaKind } from './media.ts'
import { isPhoneId } from './numbers.ts'
import { isBusinessScopedId } from './parse/sender.ts'
import { renderTemplate } from './render-template.ts'

export const capabilities: Capabilities = {
  text: { max: 4096, unit: 'utf16' },
  maxCaption: 1024,
  attachments: { perMessage: 1, by: 'upload', maxBytes: 100 * 1024 * 1024 },
  window: { hours: 24, humanHours: null, most: null },
  choices: mostChoices,
  hasTemplates: true,
  isThreaded: false,
  isRepeatable: false,
  receiptWaitMs: 60_000,
  hasMarks: false,
  patience: 'minutes',
  receives: [
    ...(['text', 'image', 'audio', 'voice', 'video', 'document', 'sticker', 'location', 'contacts', 'reply'] as const),
    ...(['choice', 'referral', 'edit', 'deletion', 'reaction', 'delivered', 'read', 'echo'] as const),
  ],
  sends: [
    ...(['text', 'image', 'audio', 'voice', 'video', 'document', 'reply', 'choice', 'template'] as const),
    ...(['typing', 'mark_read'] as const),
  ],
}

type Content = Readonly<{ kind: 'content'; value: Readonly<Record<string, unknown>> }>
type Attachment = OutboundMessage['attachments'][number]

export function render(message: OutboundMessage, account: WhatsappAccount): ProviderRequest | Refusal {
  const recipient = recipientOf(message.to)
  if (recipient === null) return refused('invalid_recipient', 'neither a phone number nor a WhatsApp user id')

  const content = contentOf(message)
  if (content.kind === 'refused') return content

  return {
    kind: 'request',
    method: 'POST',
    url: graphUrl(account, `${account.settings.phoneNumberId}/messages`),
    headers: bearer(account),
    body: {
      kind: 'json',
      value: {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        ...recipient,
        ...(message.replyTo !== null && { context: { message_id: message.replyTo.providerId } }),
        // Comes back with every status: a status may arrive before the answer to this request, or instead of it.
        biz_opaque_callback_data: message.id,
        ...content.value,
      },
    },
  }
}

// Without the plus, the provider puts the business's own country code in front.
function recipientOf(address: string): { to: string } | { recipient: string } | null {
  if (isPhoneId(address)) return { to: `+${address}` }
  return isBusinessScopedId(address) ? { recipient: address } : null
}

function contentOf({ text: written, attachments, template, choices }: OutboundMessage): Content | Refusal {
  if (attachments.length > 1) return refused('unsupported_content', 'WhatsApp takes one file in a message')
  const attachment = attachments[0] ?? null
  if (template) {
    const rendered = renderTemplate(template, attachment)
    return rendered.kind === 'refused' ? rendered : content({ type: 'template', template: rendered.value })
  }
  const text = format(written)
  if (choices.length > 0) return attachment === null ? choicesOf(text, choices) : refused('unsupported_content', beside)
  return attachment === null ? textOf(text) : mediaOf(attachment, text)
}

const beside = 'WhatsApp offers choices beside text alone'

function choicesOf(body: string, choices: OutboundMessage['choices']): Content | Refusal {
  const text = textOf(body)
  const fault = faultOf(choices)
  if (text.kind === 'refused') return text
  if (fault !== null) return refused('unsupported_content', fault)
  return content({ type: 'interactive', interactive: interactiveOf(body, choices) })
}

function textOf(body: string): Content | Refusal {
  if (body.trim() === '') return refused('unsupported_content', 'the message is empty')
  if (body.length > capabilities.text.max) {
    return refused('unsupported_content', `WhatsApp takes up to ${capabilities.text.max} characters of text`)
  }

  return content({ type: 'text', text: { ...(/https?:\/\/\S/i.test(body) && { preview_url: true }), body } })
}

function mediaOf(attachment: Attachment, caption: string): Content | Refusal {
  if (attachment.mediaId === null) return refused('media_error', 'the attachment was not uploaded')
  if (caption.length > capabilities.maxCaption) {
    return refused('unsupported_content', `WhatsApp takes captions of up to ${capabilities.maxCaption} characters`)
  }

  const type = mediaKind(attachment, caption !== '')
  const media = {
    id: attachment.mediaId,
    ...(caption !== '' && { caption }),
    ...(type === 'document' && { filename: attachment.name }),
    // Shown with a waveform; known of Opus in Ogg only.
    ...(type === 'audio' && attachment.isVoice && attachment.type.startsWith('audio/ogg') && { voice: true }),
  }
  return content({ type, [type]: media })
}

function content(value: Content['value']): Content {
  return { kind: 'content', value }
}

function refused(code: Refusal['code'], detail: string): Refusal {
  return { kind: 'refused', code, detail }
}
