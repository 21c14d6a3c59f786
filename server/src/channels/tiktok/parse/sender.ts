import type { Sender } from '../../inbound.ts'
import { type Bag, bag, id, text } from '../../reading.ts'

const person = 'user:'

/**
 * People are answered in their conversation, so that is their address; their id, which tells who they are in another one, is
 * kept beside it under a name that no conversation has.
 */
export function parseSender(content: Bag, businessId: string): Sender | null {
  const conversationId = id(content.conversation_id)
  if (conversationId === null || conversationId.startsWith(person)) return null
  const { userId, username } = contactIn(content, businessId)
  return {
    addresses: [conversationId, ...(userId === null ? [] : [`${person}${userId}`])],
    matchKeys: [],
    name: username,
    phone: null,
  }
}

export function isPersonAddress(address: string): boolean {
  return address.startsWith(person)
}

/** Whether the account itself did it. */
export function isByBusiness(content: Bag, businessId: string): boolean {
  return isBusiness(bag(content.from_user), businessId)
}

function contactIn(content: Bag, businessId: string): Readonly<{ userId: string | null; username: string | null }> {
  const [side, name] = isByBusiness(content, businessId)
    ? [content.to_user, content.to]
    : [content.from_user, content.from]
  return { userId: id(bag(side).id), username: text(name) }
}

function isBusiness({ id: userId, role }: Bag, businessId: string): boolean {
  return userId === businessId || role === 'business_account'
}
