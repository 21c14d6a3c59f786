import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { isPrivateAddress, OutboundError, RefusedAddress } from './guarded-fetch.ts'

/** Where to connect, with the name that its certificate must bear (null: an address has none). */
export type MailHost = Readonly<{ address: string; name: string | null }>

/**
 * The address of a mail server that a manager named. It is connected to this address and no other, so that the name
 * cannot come to mean the private network in between.
 *
 * @throws {OutboundError} when it is unknown.
 * @throws {RefusedAddress} when it is in the private network and may not be.
 */
export async function findMailHost(
  host: string,
  { allowPrivateNetwork = false }: Readonly<{ allowPrivateNetwork?: boolean | undefined }>,
): Promise<MailHost> {
  const bare = host.replace(/^\[|\]$/g, '')
  const addresses = await lookup(bare, { all: true }).catch((cause: Error) => {
    throw new OutboundError(`${host} is not found: ${cause.message}`, false, { cause })
  })
  const [first] = addresses
  if (first === undefined) throw new OutboundError(`${host} is not found.`, false)
  if (!allowPrivateNetwork && addresses.some(({ address }) => isPrivateAddress(address))) {
    throw new RefusedAddress(
      `${host} is an address of the private network. Set FAIRLEAD_ALLOW_PRIVATE_NETWORK=true if that is meant.`,
    )
  }
  return { address: first.address, name: isIP(bare) === 0 ? bare : null }
}
