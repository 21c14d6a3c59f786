/**
 * What an answer brings back, signed so that nobody can write into a conversation by guessing: an address to answer to,
 * which survives programs that drop headers, and Message-IDs of our own, which survive servers that replace theirs. Both
 * are in small letters and digits only, since some servers change the case.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { domainOf, localPartOf } from './address.ts'

const idLength = 25
const macLength = 12
/** RFC 5321: a server may refuse more. */
const longestLocalPart = 64

const inAddress = /\+c-([0-9a-z]{25})-([0-9a-f]{12})@/i
const inMessageId = /c-([0-9a-z]{25})\.m-([0-9a-z]{25})\.([0-9a-f]{12})@/gi

export type OwnMessage = Readonly<{ conversationId: string; messageId: string }>

/** Where answers to a conversation go; the plain address when there is no room for more. */
export function replyAddress(address: string, conversationId: string, secret: string): string {
  const id = packed(conversationId)
  const local = `${localPartOf(address)}+c-${id}-${mac(secret, `address ${id}`)}`
  return local.length > longestLocalPart ? address : `${local}@${domainOf(address)}`
}

/** The conversation that an address belongs to; null when it is none of ours. */
export function conversationOfAddress(address: string, secret: string): string | null {
  const [, id = '', given = ''] = inAddress.exec(address) ?? []
  return id !== '' && isMac(secret, `address ${id.toLowerCase()}`, given) ? unpacked(id.toLowerCase()) : null
}

/** The same however often it is sent. Without its brackets. */
export function ownMessageId({ conversationId, messageId }: OwnMessage, address: string, secret: string): string {
  const [conversation, message] = [packed(conversationId), packed(messageId)]
  const signature = mac(secret, `message ${conversation} ${message}`)
  return `c-${conversation}.m-${message}.${signature}@${domainOf(address)}`
}

/** What we sent, of all Message-IDs in a text. */
export function ownMessagesIn(text: string, secret: string): OwnMessage[] {
  return [...text.matchAll(inMessageId)].flatMap((match) => {
    const [, conversation = '', message = '', given = ''] = match.map((part) => part.toLowerCase())
    if (!isMac(secret, `message ${conversation} ${message}`, given)) return []
    const [conversationId, messageId] = [unpacked(conversation), unpacked(message)]
    return conversationId !== null && messageId !== null ? [{ conversationId, messageId }] : []
  })
}

/** A UUID in 25 letters and digits. */
function packed(uuid: string): string {
  return BigInt(`0x${uuid.replaceAll('-', '')}`)
    .toString(36)
    .padStart(idLength, '0')
}

function unpacked(text: string): string | null {
  const hex = [...text]
    .reduce((value, digit) => value * 36n + BigInt(Number.parseInt(digit, 36)), 0n)
    .toString(16)
    .padStart(32, '0')
  return hex.length > 32 ? null : hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function mac(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex').slice(0, macLength)
}

function isMac(secret: string, text: string, given: string): boolean {
  const expected = Buffer.from(mac(secret, text))
  const bytes = Buffer.from(given.toLowerCase())
  return secret !== '' && bytes.length === expected.length && timingSafeEqual(bytes, expected)
}
