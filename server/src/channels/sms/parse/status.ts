import type { InboundEvent, InboundStatus } from '../../inbound.ts'
import { id, number, text } from '../../reading.ts'
import { reasonOf } from '../errors.ts'

const statuses: ReadonlyMap<string, InboundStatus['status']> = new Map([
  // Twilio has it, which is all that our `sent` says.
  ...['accepted', 'scheduled', 'queued', 'sending', 'sent'].map((status) => [status, 'sent'] as const),
  ['delivered', 'delivered'],
  ['read', 'read'],
  ...['undelivered', 'failed', 'canceled'].map((status) => [status, 'failed'] as const),
])

/** How one of our messages fares. They come in any order; what we put into the address says which message it is. */
export function parseStatus(form: URLSearchParams, query: URLSearchParams, ownNumber: string): InboundEvent {
  const said = text(form.get('MessageStatus')) ?? text(form.get('SmsStatus')) ?? 'none'
  const status = statuses.get(said)
  const providerId = id(form.get('MessageSid')) ?? id(form.get('SmsSid'))
  if (status === undefined) return ignored(`status: ${said.slice(0, 100)}`)
  if (providerId === null) return ignored('status of no message')

  const messageId = ourId(query.get('message'))
  // A messaging service may send by another of its numbers; the message is the channel's whose address this is.
  const accountId = messageId === null ? (id(form.get('From')?.trim()) ?? ownNumber) : ownNumber
  return {
    kind: 'status',
    accountId,
    at: 0,
    providerId,
    messageId,
    status,
    error: status === 'failed' ? errorOf(form, said) : null,
  }
}

function errorOf(form: URLSearchParams, said: string): InboundStatus['error'] {
  const code = number(form.get('ErrorCode'))
  const words = text(form.get('ErrorMessage')) ?? said
  return { code: reasonOf(code), detail: code === null ? words : `${code}: ${words}` }
}

function ourId(value: string | null): string | null {
  return value !== null && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) ? value : null
}

function ignored(what: string): InboundEvent {
  return { kind: 'ignored', what }
}
