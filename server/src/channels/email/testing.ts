import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { InboundEvent, InboundMessage } from '../inbound.ts'
import { exampleAccount } from '../testing/example.ts'
import type { EmailAccount, EmailSecrets, EmailSettings } from './account.ts'
import { parse } from './parse/parse.ts'
import { ownMessageId, replyAddress } from './token.ts'

const replySecret = 'a'.repeat(64)
const server = { host: 'mail.example.com', port: 993, security: 'tls' as const, user: 'support@example.com' }

export const settings: EmailSettings = {
  address: 'support@example.com',
  aliases: [],
  senderName: 'Example Shop',
  imap: { ...server, folders: ['INBOX'] },
  smtp: { ...server, port: 465 },
  signature: '',
  auth: 'password',
  oauth: null,
  sentFolder: 'Sent',
  replyAddress: 'signed',
}

const secrets: EmailSecrets = {
  ...{ password: 'secret', clientSecret: '', refreshToken: '', accessToken: '', accessTokenEndsAt: '', replySecret },
}

export function accountWith(given: Partial<EmailSettings> = {}, own: Partial<EmailSecrets> = {}): EmailAccount {
  return exampleAccount('email', { baseUrl: '', settings: { ...settings, ...given }, secrets: { ...secrets, ...own } })
}

/** What the fixtures answer to. */
export const answered = {
  conversationId: '0199d5f0-0000-7000-8000-00000000000c',
  messageId: '0199d5f0-0000-7000-8000-00000000000a',
}
export const answeredId = ownMessageId(answered, settings.address, replySecret)
export const answerAddress = replyAddress(settings.address, answered.conversationId, replySecret)

/** A mail as it lies in the mailbox: `@OWN@` is the Message-ID of what it answers, `@REPLY@` the address to answer to. */
export async function capturedMail(name: string): Promise<Buffer> {
  return Buffer.from(
    asCaptured(await readFile(join(import.meta.dirname, 'fixtures', `${name}.eml`), 'latin1')),
    'latin1',
  )
}

export function asCaptured(text: string): string {
  return text.replaceAll('@OWN@', answeredId).replaceAll('@REPLY@', answerAddress)
}

export const receivedAt = Date.UTC(2026, 10, 17, 9, 32, 0)

export async function parsed(
  mail: string | Uint8Array,
  { account = accountWith(), folder = 'INBOX' }: { account?: EmailAccount; folder?: string } = {},
): Promise<readonly InboundEvent[]> {
  const body = typeof mail === 'string' ? await capturedMail(mail) : mail
  const query = new URLSearchParams({ at: String(receivedAt), folder })
  return parse({ method: 'POST', url: '', query, headers: new Headers(), body }, account)
}

export async function parsedMessage(...given: Parameters<typeof parsed>): Promise<InboundMessage> {
  const [event] = await parsed(...given)
  if (event?.kind !== 'message') throw new Error(`no message, but ${JSON.stringify(event)}`)
  return event
}
