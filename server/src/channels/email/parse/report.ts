/**
 * What servers and programs report of a mail of ours: that it could not be delivered (RFC 3464), was (the same), or was
 * displayed (RFC 8098). A report counts only when it names a Message-ID that we signed: anybody may send one.
 */
import type { InboundStatus } from '../../inbound.ts'
import type { EmailAccount } from '../account.ts'
import { meaningOfStatus } from '../errors.ts'
import { type OwnMessage, ownMessageId, ownMessagesIn } from '../token.ts'
import { idsIn, type Mail } from './mail.ts'

type Report = Pick<InboundStatus, 'status' | 'error' | 'refused'>

const mostOfOriginal = 64 * 1024

/** The status that a report tells of a message of ours; null when it is no report, or tells of none. */
export function reportOf(mail: Mail, { settings, secrets }: EmailAccount, at: number): InboundStatus | null {
  const report = deliveryOf(mail) ?? displayOf(mail) ?? failedRecipientsOf(mail)
  if (report === null) return null
  const original = ownMessagesIn(originalOf(mail), secrets.replySecret)[0]
  return original === undefined
    ? null
    : {
        kind: 'status',
        ...identify(original, settings.address, secrets.replySecret),
        ...report,
        accountId: settings.address.toLowerCase(),
        at,
      }
}

function identify(
  original: OwnMessage,
  address: string,
  secret: string,
): Pick<InboundStatus, 'providerId' | 'messageId'> {
  return { providerId: ownMessageId(original, address, secret), messageId: original.messageId }
}

function deliveryOf(mail: Mail): Report | null {
  if (!isReport(mail, 'delivery-status')) return null
  const blocks = fieldsOf(partOf(mail, /^message\/(global-)?delivery-status$/) ?? '')
  const recipients = blocks.filter((block) => block.has('action'))
  const failed = recipients.filter((block) => block.get('action')?.toLowerCase().startsWith('failed'))
  if (failed.length > 0) {
    const refused = failed.map((block) => {
      const words = bareValue(block.get('diagnostic-code')) || (block.get('status') ?? '')
      // Where it was sent on to is not the address that we wrote to.
      return { address: bareValue(block.get('original-recipient') ?? block.get('final-recipient')), reason: words }
    })
    const [{ address, reason }] = refused as [(typeof refused)[0]]
    return { ...failure(failed[0]!.get('status') ?? '', address, reason), refused }
  }
  const isDelivered = recipients.some((block) => /^delivered/i.test(block.get('action') ?? ''))
  // Delayed, relayed, expanded: nothing is decided.
  return isDelivered ? { status: 'delivered', error: null } : null
}

function displayOf(mail: Mail): Report | null {
  if (!isReport(mail, 'disposition-notification')) return null
  const fields = fieldsOf(partOf(mail, /^message\/(global-)?disposition-notification$/) ?? '')[0]
  return /;\s*displayed\b/i.test(fields?.get('disposition') ?? '') ? { status: 'read', error: null } : null
}

// Exim, and what was built upon it, return mail without a report that machines can read.
function failedRecipientsOf(mail: Mail): Report | null {
  const recipients = mail.header('x-failed-recipients')
  if (recipients === null) return null
  const words = /\b([45]\.\d{1,3}\.\d{1,3})\b/.exec(mail.email.text ?? '')
  const status = words?.[1] ?? '5.0.0'
  const refused = recipients.split(',').map((address) => ({ address: address.trim(), reason: status }))
  return { ...failure(status, recipients, (mail.email.text ?? '').trim().slice(0, 300)), refused }
}

function failure(status: string, recipient: string, words: string): Report {
  const { code, detail } = meaningOfStatus(status)
  const said = [recipient, detail, words].filter((part) => part !== '').join(': ')
  return { status: 'failed', error: { code, detail: said.slice(0, 500) } }
}

function isReport({ header }: Mail, type: string): boolean {
  const contentType = (header('content-type') ?? '').toLowerCase().replace(/\s+/g, '')
  return /^multipart\/report;/.test(contentType) && new RegExp(`report-type="?${type}`).test(contentType)
}

/** Everything in it that may carry the Message-ID of what it is about. */
function originalOf(mail: Mail): string {
  const parts = mail.email.attachments
    .filter(({ mimeType }) => /^(message\/|text\/rfc822-headers)/.test(mimeType))
    .map((part) => textOf(part.content).slice(0, mostOfOriginal))
  const references = [mail.header('in-reply-to'), mail.header('references')].flatMap((each) => idsIn(each ?? ''))
  return [...parts, ...references.map((id) => `<${id}>`), (mail.email.text ?? '').slice(0, mostOfOriginal)].join('\n')
}

function partOf(mail: Mail, type: RegExp): string | null {
  const part = mail.email.attachments.find(({ mimeType }) => type.test(mimeType))
  return part === undefined ? null : textOf(part.content)
}

function textOf(content: ArrayBuffer | Uint8Array | string): string {
  return typeof content === 'string' ? content : Buffer.from(content as Uint8Array).toString('utf8')
}

/** Blocks of header-like lines, apart by empty ones; names in small letters. */
function fieldsOf(text: string): ReadonlyMap<string, string>[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .map((block) => {
      const lines = block.replace(/\n[ \t]+/g, ' ').split('\n')
      return new Map(
        lines.flatMap((line) => {
          const colon = line.indexOf(':')
          return colon < 1 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const]
        }),
      )
    })
}

/** `rfc822; name@example.com` without its type. */
function bareValue(field: string | undefined): string {
  return (field ?? '').replace(/^[^;]*;\s*/, '').trim()
}
