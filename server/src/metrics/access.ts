import { createHash, timingSafeEqual } from 'node:crypto'

type Reader = Readonly<{
  /** As it was connected from, seen through the proxies we were told of. */
  address: string
  authorization: string | undefined
  /** It passed a proxy, whether we were told of that or not. */
  isForwarded: boolean
}>

/**
 * Who may read `/metrics`: whoever has the token; without one, who asks from this machine. A proxy on this machine that
 * nobody told us of would make the world look like that, so what was forwarded does not count as from here.
 */
export function mayReadMetrics(
  { token, trustedProxies }: Readonly<{ token: string | null; trustedProxies: number }>,
  { address, authorization, isForwarded }: Reader,
): boolean {
  if (token !== null) return isSame(authorization ?? '', `Bearer ${token}`)
  return isLoopback(address) && (trustedProxies > 0 || !isForwarded)
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\.\d+\.\d+\.\d+$/i.test(address)
}

// By their hashes, which are of one length: how long it takes says nothing.
function isSame(a: string, b: string): boolean {
  const [first, second] = [a, b].map((text) => createHash('sha256').update(text).digest())
  return timingSafeEqual(first!, second!)
}
