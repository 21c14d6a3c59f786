import type { OutboundMessage, ProviderRequest, Refusal, SentAttachment } from '../channel.ts'
import { refused, renderMessage } from '../meta/messaging/render.ts'
import { doorOf, type InstagramAccount } from './account.ts'
import { capabilities } from './capabilities.ts'

const MEGABYTE = 1024 * 1024

type Shape = Readonly<{ type: 'image' | 'audio' | 'video' | 'file'; types: readonly string[]; maxSize: number }>

const shapes: readonly Shape[] = [
  { type: 'image', types: ['image/jpeg', 'image/png'], maxSize: 8 * MEGABYTE },
  {
    type: 'audio',
    types: ['audio/aac', 'audio/mp4', 'audio/x-m4a', 'audio/m4a', 'audio/wav', 'audio/x-wav', 'audio/wave'],
    maxSize: 25 * MEGABYTE,
  },
  {
    type: 'video',
    types: ['video/mp4', 'video/ogg', 'video/x-msvideo', 'video/avi', 'video/quicktime', 'video/webm'],
    maxSize: 25 * MEGABYTE,
  },
  { type: 'file', types: ['application/pdf'], maxSize: 25 * MEGABYTE },
]

/**
 * Our id is not sent along, for Instagram promises no echo that has it: what is in doubt is known by its id, or by what
 * it says.
 */
export function render(message: OutboundMessage, account: InstagramAccount): ProviderRequest | Refusal {
  if (message.template) return refused('unsupported_content', 'Instagram has no templates here')
  const { caller, path } = doorOf(account)
  const style = {
    path,
    capabilities,
    hasHumanAgent: account.settings.hasHumanAgent,
    response: {},
    metadata: {},
    attachmentOf,
  }
  return renderMessage(message, style, caller)
}

function attachmentOf(attachment: SentAttachment): Readonly<Record<string, unknown>> | Refusal {
  const essence = attachment.type.split(';')[0]?.trim().toLowerCase() ?? ''
  const shape = shapes.find(({ types }) => types.includes(essence))

  if (shape === undefined) {
    return refused('unsupported_content', `Instagram takes JPEG, PNG, AAC, M4A, WAV, MP4 and PDF, not ${essence}`)
  }
  if (attachment.size > shape.maxSize) {
    return refused('media_error', `Instagram takes ${shape.maxSize / MEGABYTE} MB of this kind`)
  }
  if (attachment.url === null) return refused('media_error', 'the attachment has no address')
  return { type: shape.type, payload: { url: attachment.url } }
}
