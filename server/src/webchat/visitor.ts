/**
 * Who a visitor is. Their token names a channel and an address (`visitor:<random>` or, proven by the page's signature,
 * `user:<id>`); it is signed, so nothing is stored for people who only look, and it opens nothing but this channel's
 * conversation with that address.
 */

import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { SessionRequest } from '@fairlead/sdk'
import { z } from 'zod'
import type { Secrets } from '../auth/secrets.ts'
import { now } from '../db/clock.ts'
import { AppError } from '../errors.ts'

const userTokenDays = 30

/** What the page said of a visitor; only hints, unless the visitor is a proven user. */
const profile = z.object({ name: z.string().nullable(), email: z.string().nullable(), locale: z.string().nullable() })
const claims = z.object({ channelId: z.string(), address: z.string(), profile, issuedAt: z.number() })

export type Profile = Readonly<z.infer<typeof profile>>
export type Visitor = Readonly<{ channelId: string; address: string; profile: Profile }>

export function makeVisitorToken(secrets: Secrets, { channelId, address, profile }: Visitor): string {
  return secrets.sign({ channelId, address, profile, issuedAt: now() })
}

/** @throws {AppError} `bad_visitor_token` when it is not ours, another channel's, or too old. */
export function readVisitorToken(secrets: Secrets, channelId: string, token: string): Visitor {
  const visitor = tryVisitorToken(secrets, channelId, token)
  if (!visitor) throw new AppError('bad_visitor_token')
  return visitor
}

export function tryVisitorToken(secrets: Secrets, channelId: string, token: string): Visitor | null {
  const parsed = claims.safeParse(secrets.verify(token))
  if (!parsed.success || parsed.data.channelId !== channelId) return null
  const { address, profile, issuedAt } = parsed.data
  // A signed-in customer is signed again by the page at each visit; a shared computer should not remember for ever.
  if (isUser(address) && now() - issuedAt > userTokenDays * 86_400_000) return null
  return { channelId, address, profile }
}

/** The address of a customer whom the page's server vouches for: hex HMAC-SHA256 of the id with the channel's secret. */
export function verifyIdentity(
  identity: NonNullable<SessionRequest['identity']>,
  identitySecret: string,
): string | null {
  const expected = createHmac('sha256', identitySecret).update(identity.userId).digest()
  const given = Buffer.from(identity.hash ?? '', 'hex')
  const isValid = identitySecret !== '' && given.length === expected.length && timingSafeEqual(given, expected)
  return isValid ? `user:${identity.userId}` : null
}

export function isUser(address: string): boolean {
  return address.startsWith('user:')
}

/** A stable id for what a visitor uploads before there is a contact of theirs. */
export function uploaderIdOf({ channelId, address }: Visitor): string {
  const hex = createHash('sha256').update(`${channelId}:${address}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
