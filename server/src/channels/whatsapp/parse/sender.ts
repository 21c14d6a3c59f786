import type { Sender } from '../../inbound.ts'
import { type Bag, bag, id, text } from '../../reading.ts'
import { e164, isPhoneId, matchKeys } from '../numbers.ts'

type Ids = Readonly<{ waId: string | null; userId: string | null }>

/**
 * Finds out who somebody is. Either id may be missing: people with a username hide their number, old payloads know no
 * user id, and whatever the message leaves out may stand among the batch's contacts.
 *
 * The number comes first because everything can be sent to it; authentication templates cannot be sent to a user id.
 */
export function parseSender(waId: unknown, userId: unknown, contacts: readonly Bag[]): Sender | null {
  const ids = { waId: phoneId(waId), userId: businessScopedId(userId) }
  const card = cardOf(ids, contacts)
  const known = idsOf(card)

  const numbers = [ids.waId, known.waId].filter((value) => value !== null)
  const addresses = [...new Set([...numbers, ids.userId ?? known.userId])].filter((value) => value !== null)
  if (addresses.length === 0) return null

  const profile = bag(card.profile)
  const number = numbers[0]
  return {
    addresses,
    matchKeys: [...new Set(numbers.flatMap(matchKeys))].filter((key) => !addresses.includes(key)),
    name: text(profile.name) ?? text(profile.username),
    phone: number === undefined ? null : e164(number),
  }
}

export function phoneId(value: unknown): string | null {
  const digits = id(value)?.replace(/^\+/, '') ?? ''
  return isPhoneId(digits) ? digits : null
}

/** `SE.2468013579113355`: the country, a dot, and what identifies the person to this business. */
export function businessScopedId(value: unknown): string | null {
  const read = text(value)
  return read !== null && isBusinessScopedId(read) ? read : null
}

export function isBusinessScopedId(value: string): boolean {
  return /^[A-Za-z]{2}\.[\w.-]{1,160}$/.test(value)
}

function cardOf(ids: Ids, contacts: readonly Bag[]): Bag {
  const exact = contacts.find((contact) => {
    const known = idsOf(contact)
    return (known.userId !== null && known.userId === ids.userId) || (known.waId !== null && known.waId === ids.waId)
  })
  const only = contacts.length === 1 ? contacts[0] : undefined
  return (
    exact ?? contacts.find((contact) => isOtherSpelling(ids, idsOf(contact))) ?? (only && fits(ids, only) ? only : {})
  )
}

function isOtherSpelling(ids: Ids, known: Ids): boolean {
  return ids.waId !== null && known.waId !== null && matchKeys(ids.waId).includes(known.waId)
}

// The only contact of the batch speaks for a message that names nobody, and for nothing that names somebody else.
function fits(ids: Ids, only: Bag): boolean {
  const known = idsOf(only)
  return (ids.waId === null || known.waId === null) && (ids.userId === null || known.userId === null)
}

function idsOf(contact: Bag): Ids {
  return { waId: phoneId(contact.wa_id), userId: businessScopedId(contact.user_id) }
}
