import type { Failure, OutboundAttachment, ProviderAnswer, ProviderRequest, Refusal, Step } from '../channel.ts'
import { agreedIn } from '../meta/answer.ts'
import { bearer, graphUrl } from '../meta/graph.ts'
import { failureOf } from '../meta/messaging/outcome.ts'
import { refused } from '../meta/messaging/render.ts'
import { id } from '../reading.ts'
import { done, step } from '../step.ts'
import type { MessengerAccount } from './account.ts'
import { capabilities } from './capabilities.ts'

const MAX_IMAGE = 8 * 1024 * 1024

/** How a file is shown. Pictures that are too large, or that are drawings, go as files. */
export function mediaType({ type, size }: OutboundAttachment): 'image' | 'audio' | 'video' | 'file' {
  const essence = type.split(';')[0]?.trim().toLowerCase() ?? ''
  if (/^image\/(jpeg|jpg|png|gif)$/.test(essence) && size <= MAX_IMAGE) return 'image'
  if (essence.startsWith('audio/')) return 'audio'
  return essence.startsWith('video/') ? 'video' : 'file'
}

export function upload(attachment: OutboundAttachment, account: MessengerAccount): Step<string> | Refusal {
  if (attachment.size > capabilities.attachments.maxBytes) {
    return refused('media_error', 'Messenger takes files of up to 25 MB')
  }
  if (attachment.size === 0) return refused('media_error', 'the file is empty')

  const shape = { attachment: { type: mediaType(attachment), payload: { is_reusable: true } } }
  const request: ProviderRequest = {
    kind: 'request',
    method: 'POST',
    url: graphUrl(account, `${account.settings.pageId}/message_attachments`),
    headers: bearer(account),
    body: {
      kind: 'multipart',
      fields: { message: JSON.stringify(shape) },
      file: attachment,
      fileField: 'filedata',
    },
  }
  return step(request, (answer) => {
    const mediaId = id(agreedIn(answer)?.attachment_id)
    return mediaId === null ? uploadFailure(answer) : done(mediaId)
  })
}

function uploadFailure(answer: ProviderAnswer): Failure {
  const failure = failureOf(answer)
  const isAboutFile = failure.code === 'unknown' || failure.code === 'unsupported_content'
  return isAboutFile ? { ...failure, code: 'media_error' } : failure
}
