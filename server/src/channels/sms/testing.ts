import { readdirSync, readFileSync } from 'node:fs'
import type { Account, WebhookRequest } from '../channel.ts'
import type { InboundEvent } from '../inbound.ts'
import { hmac } from '../signature.ts'
import { exampleAccount, exampleWebhook } from '../testing/example.ts'
import type { SmsSecrets, SmsSettings } from './account.ts'
import { parse } from './parse/webhook.ts'

type Fields = Readonly<Record<string, string>>

/** Example Shop's number, as the captured forms name it. */
export const account: Account<SmsSettings, SmsSecrets> = exampleAccount('sms', {
  baseUrl: 'https://api.twilio.com',
  settings: { accountSid: 'AC0123456789abcdef0123456789abcdef', number: '+12065550123', messagingServiceSid: '' },
  secrets: { authToken: '0f1e2d3c4b5a69788796a5b4c3d2e1f0', secondaryToken: '' },
})

const folder = new URL('./fixtures/', import.meta.url)

/** The names of the forms kept in `fixtures`, their fields decoded. */
export const captured = readdirSync(folder).map((file) => file.replace('.json', ''))

export function fieldsOf(name: string): Fields {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'))
}

export function eventsOf(name: string, query = ''): readonly InboundEvent[] {
  return parseFields(fieldsOf(name), query)
}

export function parseFields(fields: Fields, query = ''): readonly InboundEvent[] {
  return parse(webhook(new URLSearchParams(fields).toString(), query), account)
}

export function webhook(body: string | Uint8Array, query = '', headers: Fields = {}): WebhookRequest {
  return exampleWebhook(body, headers, `${account.webhookUrl}${query}`)
}

/** Signs a form the way Twilio does, for the address it believes to call. */
export function signatureOf(
  fields: Fields,
  address = account.webhookUrl,
  token = account.secrets.authToken,
): Readonly<{ 'x-twilio-signature': string }> {
  const sorted = Object.keys(fields).sort()
  const signed = address + sorted.map((name) => `${name}${fields[name]}`).join('')
  return { 'x-twilio-signature': hmac('sha1', token, signed, 'base64') }
}
