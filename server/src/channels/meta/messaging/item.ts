import type { InboundEvent } from '../../inbound.ts'
import { type Bag, bag, id, isBag, number, text } from '../../reading.ts'
import { parseMessage } from './message.ts'
import { type Doer, moment, type Origin } from './origin.ts'
import { parsePolicy } from './policy.ts'
import { parsePostback } from './postback.ts'
import { parseReaction } from './reaction.ts'
import { parseDelivery, parseRead } from './receipts.ts'
import { parseReferral } from './referral.ts'

const kinds: readonly (readonly [
  key: string,
  parse: (item: Bag, doer: Doer, origin: Origin) => readonly InboundEvent[],
])[] = [
  ['message', parseMessage],
  ['postback', parsePostback],
  ['reaction', parseReaction],
  ['message_edit', parseEdit],
  ['delivery', parseDelivery],
  ['read', parseRead],
  ['referral', parseReferral],
]

/** One thing that happened between a person and the account. */
export function parseItem(item: Bag, origin: Origin): readonly InboundEvent[] {
  if (isBag(item.policy_enforcement)) return [parsePolicy(item, origin)]
  const kind = kinds.find(([key]) => isBag(item[key]))
  // Opt-ins, hand-overs between apps: each names itself by its key.
  if (kind === undefined) return [ignored(nameOf(item))]

  const doer = doerOf(item, origin)
  return doer === null ? [ignored(`${kind[0]} of nobody`)] : kind[1](item, doer, origin)
}

function doerOf(item: Bag, { accountId, sentAt }: Origin): Doer | null {
  const isEcho = bag(item.message).is_echo === true || id(bag(item.sender).id) === accountId
  const person = bag(isEcho ? item.recipient : item.sender)
  const personId = id(person.id)
  if (personId === null) return null

  return {
    contact: {
      addresses: [personId],
      matchKeys: [],
      name: text(person.name) ?? text(person.username),
      phone: null,
    },
    author: isEcho ? 'member' : 'contact',
    accountId,
    at: moment(item.timestamp) || moment(sentAt),
  }
}

function parseEdit(item: Bag, { accountId, at }: Doer): readonly InboundEvent[] {
  const edit = bag(item.message_edit)
  const targetProviderId = id(edit.mid)
  const words = text(edit.text)

  if (targetProviderId === null) return [ignored('edit of nothing')]
  // Sent along with new messages while an app is in development.
  if (number(edit.num_edit) === 0) return [ignored('edit that changes nothing')]
  if (words === null) return [ignored('edit to something unsupported')]
  return [{ kind: 'edit', accountId, at, targetProviderId, text: words }]
}

function nameOf(item: Bag): string {
  const keys = Object.keys(item).filter((key) => !['sender', 'recipient', 'timestamp'].includes(key))
  return text(keys.join(', ').slice(0, 100)) ?? 'nothing known'
}

function ignored(what: string): InboundEvent {
  return { kind: 'ignored', what }
}
