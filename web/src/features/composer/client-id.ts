/** An id of our own making. Not `crypto.randomUUID`, which pages served without TLS do not have. */
export function newClientId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
