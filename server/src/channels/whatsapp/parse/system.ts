import type { AddressChange, Ignored } from '../../inbound.ts'
import { type Bag, bag, named } from '../../reading.ts'
import { businessScopedId, phoneId } from './sender.ts'

/**
 * Tells of somebody's new number, which brings a new user id as well. The old one is the message's sender; older payloads
 * call the new one `new_wa_id`.
 */
export function parseSystem(
  message: Bag,
  from: Readonly<{ accountId: string; at: number }>,
): readonly (AddressChange | Ignored)[] {
  const system = bag(message.system)
  const oldAddresses = [phoneId(message.from), businessScopedId(message.from_user_id)]
  const oldAddress = oldAddresses.find((address) => address !== null)
  const newAddresses = [phoneId(system.wa_id) ?? phoneId(system.new_wa_id), businessScopedId(system.user_id)].filter(
    (address) => address !== null && !oldAddresses.includes(address),
  )

  const isNumberChange = system.type === 'user_changed_number' || system.type === 'customer_changed_number'
  if (!isNumberChange || oldAddress === undefined || newAddresses.length === 0) {
    return [{ kind: 'ignored', what: `system message: ${named(system.type)}` }]
  }
  return newAddresses.flatMap((newAddress) =>
    oldAddress === null || newAddress === null ? [] : [{ kind: 'address_change', ...from, oldAddress, newAddress }],
  )
}
