import type { InboundEvent } from '../../inbound.ts'
import { type Bag, bag, id, isBag, storableData, text } from '../../reading.ts'
import { choiceIn } from '../choice.ts'
import { ignored, isStandby, type Origin } from './origin.ts'

/** Somebody tapped a quick reply, a menu or a card. It has no id but that of the event. */
export function parsePostback(event: Bag, origin: Origin): InboundEvent {
  const postback = bag(event.postback)
  const providerId = id(event.webhookEventId)
  const data = text(postback.data)
  if (providerId === null) return ignored('postback without an id')
  if (data === null) return ignored('postback of nothing')

  const choice = choiceIn(data)
  // The day that was picked, or the menu that was switched to.
  const picked = isBag(postback.params) ? { data: storableData(postback.params) } : {}
  return {
    kind: 'message',
    ...origin,
    providerId,
    author: 'contact',
    message: {
      kind: 'interactive',
      text: choice.title,
      content: { choice: { ...choice, ...picked } },
      attachments: [],
      replyToProviderId: null,
    },
    ...(isStandby(event) && { isAutomatic: true }),
  }
}
