import type { InboundEvent, Sender } from '../../inbound.ts'
import { type Bag, bag, id, named } from '../../reading.ts'
import { parseMessage } from './message.ts'
import { ignored, millis } from './origin.ts'
import { parsePostback } from './postback.ts'

export function parseEvent(event: Bag, accountId: string): InboundEvent {
  const type = named(event.type)
  const source = bag(event.source)
  if (source.type === 'group' || source.type === 'room') return ignored(`${type} in a group`)

  const userId = id(source.userId)
  if (userId === null) return ignored(`${type} of nobody`)
  const stamp = { accountId, at: millis(event.timestamp) }
  const contact: Sender = { addresses: [userId], matchKeys: [], name: null, phone: null }

  switch (type) {
    case 'message':
      return parseMessage(event, { ...stamp, contact })
    case 'postback':
      return parsePostback(event, { ...stamp, contact })
    case 'unsend': {
      const targetProviderId = id(bag(event.unsend).messageId)
      if (targetProviderId === null) return ignored('unsend of nothing')
      // LINE's terms ask for it: what somebody took back is not to be seen again.
      return { kind: 'deletion', ...stamp, targetProviderId, mustErase: true }
    }
    case 'follow':
      return { kind: 'standing', ...stamp, contact, standing: 'unblocked' }
    case 'unfollow':
      // Messages to whoever blocks us are taken and go nowhere: nothing else tells.
      return { kind: 'standing', ...stamp, contact, standing: 'blocked' }
    default:
      return ignored(type)
  }
}
