import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

/** The caller's address: the connection's, or what the trusted proxies in front say of it. */
export function addressOf(c: Context, trustedProxies: number): string {
  const own = connectionAddress(c)
  if (trustedProxies === 0) return own
  const forwarded = (c.req.header('x-forwarded-for') ?? '').split(',').map((part) => part.trim())
  // Each proxy adds on the right; everything further left is what strangers wrote.
  return forwarded.at(-trustedProxies) || own
}

// Requests made in tests without a port have no connection.
function connectionAddress(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? 'unknown'
  } catch {
    return 'unknown'
  }
}
