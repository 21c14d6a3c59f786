import type { MailRequest, OutboundMessage, Refusal } from '../channel.ts'
import type { EmailAccount } from './account.ts'
import { isOwnAddress, normalAddress } from './address.ts'
import { htmlOf, plainOf } from './markup.ts'
import { loopHeader } from './parse/parse.ts'
import { ownMessageId, replyAddress } from './token.ts'

/** In all; written as text they grow by a third, and many servers take no more than 25 MB. */
export const mostBytes = 17 * 1024 * 1024
export const mostFiles = 10
export const mostText = 100_000

const mostReferences = 12
/** The word before a subject, as programs of many languages write it. */
const answerPrefix =
  /^\s*((re|aw|sv|vs|antw|ref|rif|odp|ynt|vá|atb|回复|回覆|答复|답장|رد)(\[\d+\]|\s*\(\d+\))?\s*[:：]\s*)+/i

export function render(message: OutboundMessage, account: EmailAccount): MailRequest | Refusal {
  const { settings, secrets } = account
  const { id: messageId, conversationId, last, mail, attachments } = message
  const to = normalAddress(answerTo(message))
  if (to === null || to.endsWith('@invalid')) {
    return {
      kind: 'refused',
      code: 'invalid_recipient',
      detail: `${message.to} is no address that mail can be sent to.`,
    }
  }
  const refusal = refusalOf(message)
  if (refusal !== null) return refusal
  const isByMachine = message.author.type === 'system'
  const signature = isByMachine ? '' : settings.signature.trim()
  const references = referencesOf(message)
  const cc = others(mail?.cc ?? [], to, settings)
  return {
    kind: 'mail',
    id: ownMessageId({ conversationId, messageId }, settings.address, secrets.replySecret),
    from: fromOf(message, settings),
    to: [to],
    cc,
    bcc: others(mail?.bcc ?? [], to, settings).filter((each) => !cc.includes(each)),
    replyTo:
      settings.replyAddress === 'signed'
        ? replyAddress(settings.address, conversationId, secrets.replySecret)
        : settings.address,
    subject: answerSubject(mail?.subject ?? ''),
    text: signature === '' ? plainOf(message.text) : `${plainOf(message.text)}\n\n-- \n${signature}`,
    html: htmlOf(message.text, signature),
    headers: {
      [loopHeader]: settings.address.toLowerCase(),
      ...(last === null ? {} : { 'In-Reply-To': `<${last.providerId}>` }),
      ...(references.length === 0 ? {} : { References: references.map((each) => `<${each}>`).join(' ') }),
      ...(isByMachine ? { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' } : {}),
    },
    attachments: attachments.map(({ id, name, type, size, isVoice }) => ({ id, name, type, size, isVoice })),
  }
}

function refusalOf({ text, attachments, template, choices }: OutboundMessage): Refusal | null {
  const refused = (code: Refusal['code'], detail: string) => ({ kind: 'refused', code, detail }) as const
  if (template !== null) return refused('unsupported_content', 'E-mail has no templates.')
  if (choices.length > 0) return refused('unsupported_content', 'E-mail offers no answers to choose from.')
  if (text === '' && attachments.length === 0) return refused('unsupported_content', 'There is nothing to send.')
  if (text.length > mostText) return refused('unsupported_content', `The text is longer than ${mostText} characters.`)
  if (attachments.length > mostFiles) {
    return refused('unsupported_content', `There are more than ${mostFiles} files.`)
  }
  return attachments.reduce((sum, { size }) => sum + size, 0) > mostBytes
    ? refused('media_error', 'The files are larger together than mail servers take.')
    : null
}

/** Once, whatever the language and however often it stood there. */
export function answerSubject(subject: string): string {
  return `Re: ${subject.replace(answerPrefix, '').replace(/\s+/g, ' ').trim()}`.trim()
}

// A contact may ask to be answered elsewhere; what a participant asks does not move the contact.
function answerTo({ to, last }: OutboundMessage): string {
  return last?.data.from === to && last.data.replyTo ? last.data.replyTo : to
}

function fromOf({ author }: OutboundMessage, { address, senderName }: EmailAccount['settings']): string {
  const names = author.type === 'member' && author.name !== '' ? [author.name, senderName] : [senderName]
  const [first = '', second = ''] = names.filter((name) => name !== '')
  const name = (second === '' ? first : `${first} (${second})`).replace(/["\\\r\n]/g, ' ').trim()
  return name === '' ? address : `"${name}" <${address}>`
}

/** Nobody twice, and not ourselves: our own mail would come back to us. */
function others(addresses: readonly string[], to: string, settings: EmailAccount['settings']): string[] {
  const normal = addresses.flatMap((each) => normalAddress(each) ?? [])
  return [...new Set(normal)].filter((each) => each !== to && !isOwnAddress(each, settings))
}

// The first and the last of the chain: some servers refuse mail whose head is long.
function referencesOf({ last, mail }: OutboundMessage): string[] {
  const before = last?.data.references ? last.data.references.split(' ') : (mail?.references ?? [])
  const chain = [...new Set([...before, ...(last === null ? [] : [last.providerId])])]
  return chain.length <= mostReferences ? chain : [chain[0]!, ...chain.slice(1 - mostReferences)]
}
