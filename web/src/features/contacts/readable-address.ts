import type { Contact } from '@fairlead/sdk'

type Identity = Contact['identities'][number]

/**
 * `shown`: what people know an address by. `own`: what the channel calls it, where that is something else: an id, or a
 * number as it was spelled once.
 */
export type ReadableAddress = Readonly<{
  shown: string
  own: string | null
  identities: readonly [Identity, ...Identity[]]
}>

/** What leads to the same number, or mailbox, of one channel is one address to people. */
export function readableAddresses(identities: Contact['identities']): readonly ReadableAddress[] {
  const byKey = new Map<string, ReadableAddress>()
  for (const identity of identities) {
    const { address, phone, email, channelId } = identity
    const shown = phone ?? email ?? address
    const key = `${channelId} ${shown.toLowerCase()}`
    const first = byKey.get(key)
    const own = isSame(address, shown) ? null : address
    byKey.set(
      key,
      first ? { ...first, identities: [...first.identities, identity] } : { shown, own, identities: [identity] },
    )
  }
  return [...byKey.values()]
}

function isSame(address: string, shown: string): boolean {
  return address.toLowerCase() === shown.toLowerCase() || `+${address}` === shown
}
