import type { Done, Reference, Step } from '../channel.ts'
import { agreedIn } from '../meta/answer.ts'
import { graphPost } from '../meta/graph.ts'
import { done, step } from '../step.ts'
import type { WhatsappAccount } from './account.ts'
import { failureOf } from './outcome.ts'

/** Marks a message, and all before it, as read. */
export function markRead(_: string, last: Reference, account: WhatsappAccount): Step<null> {
  return tell({ message_id: last.providerId }, account)
}

/** Seen for 25 seconds, and only beside a message, which it marks as read: where there is none there is nobody to see it. */
export function typing(_: string, last: Reference | null, account: WhatsappAccount): Step<null> | Done<null> {
  if (last === null) return done(null)
  return tell({ message_id: last.providerId, typing_indicator: { type: 'text' } }, account)
}

function tell(receipt: Readonly<Record<string, unknown>>, account: WhatsappAccount): Step<null> {
  const value = { messaging_product: 'whatsapp', status: 'read', ...receipt }
  return step(graphPost(account, `${account.settings.phoneNumberId}/messages`, value), (answer) =>
    agreedIn(answer) === null ? failureOf(answer) : done(null),
  )
}
