import type { OutboundMessage, ProviderRequest, Refusal } from '../channel.ts'
import { refused, renderMessage } from '../meta/messaging/render.ts'
import type { MessengerAccount } from './account.ts'
import { capabilities } from './capabilities.ts'
import { mediaType } from './media.ts'

export function render(message: OutboundMessage, account: MessengerAccount): ProviderRequest | Refusal {
  if (message.template) return refused('unsupported_content', 'Messenger has no templates here')
  return renderMessage(
    message,
    {
      path: account.settings.pageId,
      capabilities,
      hasHumanAgent: account.settings.hasHumanAgent,
      response: { messaging_type: 'RESPONSE' },
      // Comes back with the echo, which may arrive before the answer to this request, or instead of it.
      metadata: { metadata: message.id },
      attachmentOf: (attachment) =>
        attachment.mediaId === null
          ? refused('media_error', 'the attachment was not uploaded')
          : { type: mediaType(attachment), payload: { attachment_id: attachment.mediaId } },
    },
    account,
  )
}
