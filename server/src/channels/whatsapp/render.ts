import type { Capabilities, OutboundMessage, ProviderRequest, Refusal } from '../channel.ts'
import type { WhatsappAccount } from './account.ts'
import { bearer, graphUrl } from './graph.ts'
import { mediaKind } from './media.ts'
import { isPhoneId } from './numbers.ts'
import { isBusinessScopedId } from './parse/sender.ts'
import { renderTemplate } from './render-template.ts'

export const capabilities: Capabilities = {
  maxTextLength: 4096,
  maxCaptionLength: 1024,
  attachmentsPerMessage: 1,
  replyWindowHours: 24,
  hasTemplates: true,
}

type Content = Readonly<{ kind: 'content'; value: Readonly<Record<string, unknown>> }>
type Attachment = NonNullable<OutboundMessage['attachment']>

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
        ...(message.replyToProviderId !== null && { context: { message_id: message.replyToProviderId } }),
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

function contentOf({ text, attachment, template }: OutboundMessage): Content | Refusal {
  if (template) {
    const rendered = renderTemplate(template, attachment)
    return rendered.kind === 'refused' ? rendered : content({ type: 'template', template: rendered.value })
  }
  return attachment === null ? textOf(text) : mediaOf(attachment, text)
}

function textOf(body: string): Content | Refusal {
  if (body.trim() === '') return refused('unsupported_content', 'the message is empty')
  if (body.length > capabilities.maxTextLength) {
    return refused('unsupported_content', `WhatsApp takes up to ${capabilities.maxTextLength} characters of text`)
  }

  return content({ type: 'text', text: { ...(/https?:\/\/\S/i.test(body) && { preview_url: true }), body } })
}

function mediaOf(attachment: Attachment, caption: string): Content | Refusal {
  if (attachment.mediaId === null) return refused('media_error', 'the attachment was not uploaded')
  if (caption.length > capabilities.maxCaptionLength) {
    return refused(
      'unsupported_content',
      `WhatsApp takes captions of up to ${capabilities.maxCaptionLength} characters`,
    )
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
