import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

type Algorithm = 'sha1' | 'sha256'
type Encoding = 'hex' | 'base64'

/** The HMAC over the bytes as they came, or over pieces of them in their order. */
export function hmac(
  algorithm: Algorithm,
  secret: string,
  signed: string | Uint8Array | readonly (string | Uint8Array)[],
  encoding: Encoding,
): string {
  const digest = createHmac(algorithm, secret)
  for (const piece of typeof signed === 'string' || signed instanceof Uint8Array ? [signed] : signed) {
    digest.update(piece)
  }
  return digest.digest(encoding)
}

/** `t=<seconds>,v1=<hex>`: of ours, over the time, a dot and the body, so that what was recorded cannot be sent again later. */
export function signAt(body: string | Uint8Array, secret: string, now: number): string {
  const seconds = Math.floor(now / 1000)
  return `t=${seconds},v1=${hmac('sha256', secret, [`${seconds}.`, body], 'hex')}`
}

/**
 * Tells whether whoever claims this signature knows the secret. Nobody does while it is empty, for anybody can sign with
 * an empty key. Hex may be written in capitals.
 */
export function isSigned(
  claimed: string | null | undefined,
  secret: string,
  signed: Parameters<typeof hmac>[2],
  { algorithm = 'sha256', encoding = 'hex' }: Readonly<{ algorithm?: Algorithm; encoding?: Encoding }> = {},
): boolean {
  if (!claimed || !secret) return false
  const read = encoding === 'hex' ? claimed.toLowerCase() : claimed
  return isEqual(read, hmac(algorithm, secret, signed, encoding))
}

/** Tells whether two texts are the same without telling by its time how much of them is; an empty one equals none. */
export function isSameSecret(one: string | null | undefined, other: string | null | undefined): boolean {
  return Boolean(one) && Boolean(other) && isEqual(one ?? '', other ?? '')
}

/** Whether a signature's own time, in milliseconds, is near enough to ours: an old request may be a repeated one. */
export function isRecent(at: number, now: number, toleranceMs = 5 * 60_000): boolean {
  return Number.isFinite(at) && Math.abs(now - at) <= toleranceMs
}

// Digests have one length, which is what a comparison in constant time needs.
function isEqual(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other))
}

function digest(value: string): Buffer {
  return createHash('sha256').update(value).digest()
}
