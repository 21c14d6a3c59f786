import type { InboundEvent } from '../../inbound.ts'
import { type Bag, bag, id, text } from '../../reading.ts'
import type { Doer } from './origin.ts'

/** A reaction given or taken back by either side, in the provider's app, to a message of either side. */
export function parseReaction(item: Bag, { contact, author, accountId, at }: Doer): readonly InboundEvent[] {
  const reaction = bag(item.reaction)
  const targetProviderId = id(reaction.mid)
  const isTakenBack = reaction.action === 'unreact'
  const emoji = isTakenBack ? null : (text(reaction.emoji) ?? emojis.get(text(reaction.reaction) ?? '') ?? null)

  if (targetProviderId === null) return [ignored('reaction to nothing')]
  if (emoji === null && !isTakenBack) return [ignored('reaction without an emoji')]
  return [{ kind: 'reaction', accountId, at, author, contact, targetProviderId, emoji }]
}

/** Some come with the name alone. */
const emojis: ReadonlyMap<string, string> = new Map([
  ['love', '❤️'],
  ['like', '👍'],
  ['dislike', '👎'],
  ['smile', '😆'],
  ['wow', '😮'],
  ['sad', '😢'],
  ['angry', '😠'],
])

function ignored(what: string): InboundEvent {
  return { kind: 'ignored', what }
}
