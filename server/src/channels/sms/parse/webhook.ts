import type { WebhookRequest } from '../../channel.ts'
import type { InboundEvent } from '../../inbound.ts'
import { text } from '../../reading.ts'
import type { SmsAccount } from '../account.ts'
import { readForm } from '../form.ts'
import { parseMessage } from './message.ts'
import { parseStatus } from './status.ts'

/** One form, with one message that came in or one status of a message that went out. Forms do not say when that was. */
export function parse(request: WebhookRequest, { settings }: SmsAccount): readonly InboundEvent[] {
  const form = readForm(request.body)
  const status = text(form.get('MessageStatus')) ?? text(form.get('SmsStatus'))
  if (status === null && !form.has('Body') && !form.has('NumMedia')) {
    return [{ kind: 'ignored', what: 'neither a message nor a status' }]
  }
  const isMessage = status === null || status === 'received' || status === 'receiving'
  return isMessage ? parseMessage(form, settings.number) : [parseStatus(form, request.query, settings.number)]
}
