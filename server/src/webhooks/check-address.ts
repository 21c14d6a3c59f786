import { isIP } from 'node:net'
import { invalidRequest } from '../errors.ts'
import { isPrivateAddress } from '../providers/guarded-fetch.ts'

/** What can be told at once of an address. Where a name leads is looked at by the door out, at each delivery. */
export function requireReachable(url: string, allowPrivateNetwork: boolean): void {
  const address = new URL(url)
  if (address.username !== '')
    throw refused('holds a name and a password, which would be shown: let the address itself be secret')
  if (!allowPrivateNetwork && isInside(address)) {
    throw refused('is an address of the private network, where this server does not send')
  }
}

/** Whether it is plainly one of the private network, by its number or as this machine. */
export function isInside({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '')
  return isIP(host) ? isPrivateAddress(host) : host === 'localhost' || host.endsWith('.localhost')
}

function refused(message: string) {
  return invalidRequest([{ path: 'url', message }])
}
