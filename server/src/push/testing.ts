import { createDecipheriv, type ECDH, hkdfSync } from 'node:crypto'

/** The keys of a device that is pushed to. */
export type PushedTo = Readonly<{ curve: ECDH; auth: Buffer }>

/** What a push says to the device. RFC 8291: the shared secret, salted by the header of the body. */
export function openPush(body: Buffer, { curve, auth }: PushedTo): string {
  const salt = body.subarray(0, 16)
  const length = body[20]!
  const theirKey = body.subarray(21, 21 + length)
  const secret = curve.computeSecret(theirKey)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), curve.getPublicKey(), theirKey])
  const ikm = Buffer.from(hkdfSync('sha256', secret, auth, info, 32))
  const key = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: aes128gcm\0', 16))
  const nonce = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: nonce\0', 12))
  const sealed = body.subarray(21 + length)
  const decipher = createDecipheriv('aes-128-gcm', key, nonce, { authTagLength: 16 })
  decipher.setAuthTag(sealed.subarray(-16))
  const text = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
  return text.subarray(0, text.lastIndexOf(2)).toString('utf8')
}
