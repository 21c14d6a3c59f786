import type { WebhookRequest } from '../../channel.ts'
import type { InboundAttachment, InboundEvent, InboundMessage, Sender } from '../../inbound.ts'
import type { EmailAccount } from '../account.ts'
import { isOwnAddress } from '../address.ts'
import { conversationOfAddress, ownMessagesIn } from '../token.ts'
import { authenticationOf } from './authentication.ts'
import { automaticOf, isMachineSender } from './automatic.ts'
import { htmlMentions } from './inline.ts'
import { bounded, idsIn, type Mail, openMail, type Person, peopleOf } from './mail.ts'
import { newTextOf } from './new-text.ts'
import { reportOf } from './report.ts'
import { storable } from './storable.ts'
import { unreadable } from './unreadable.ts'

/** What a mail of ours bears, so that we know it when it comes back. */
export const loopHeader = 'X-Fairlead-Loop'

const mostFiles = 50
const mostPeople = 50
const longestSubject = 500
const longestPart = 2_000_000
const mostReferences = 20
const keptHeaders = [
  ...['from', 'to', 'cc', 'reply-to', 'date', 'subject', 'message-id', 'in-reply-to', 'list-id', 'auto-submitted'],
  ...['authentication-results', 'return-path'],
]

/**
 * Reads a mail: the bytes as they lie in the mailbox. `at`: when the server got it, since its own date says what the
 * sender likes. `folder`: where it lay. `isCut`: it is larger than what was read of it.
 * `isUnreadable`: somebody found out that it cannot be stored as it is.
 */
export async function parse(request: WebhookRequest, account: EmailAccount): Promise<readonly InboundEvent[]> {
  return (await read(request, account)).map(storable)
}

async function read(request: WebhookRequest, account: EmailAccount): Promise<readonly InboundEvent[]> {
  const at = Number(request.query.get('at') ?? 0) || 0
  const raw = bounded(request.body)
  const mail = request.query.has('isUnreadable') ? null : await openMail(raw).catch(() => null)
  if (mail === null) return [unreadable(request.body, account, at)]
  const { settings, secrets } = account

  const author = authorOf(mail)
  const loop = mail.headers(loopHeader.toLowerCase()).some((each) => isOwnAddress(each.toLowerCase(), settings))
  if (author && isOwnAddress(author.address, settings)) {
    const isSent = settings.sentFolder !== '' && request.query.get('folder') === settings.sentFolder
    return [isSent ? echoOf(mail, account, at) : { kind: 'ignored', what: 'a mail from our own address' }]
  }
  if (loop) return [{ kind: 'ignored', what: 'a mail of ours that came back' }]

  const status = reportOf(mail, account, at)
  if (status !== null) return [status]

  const own = ownMessagesIn([mail.header('in-reply-to'), mail.header('references')].join(' '), secrets.replySecret)
  const signed = addressesItCameTo(mail).flatMap((each) => conversationOfAddress(each, secrets.replySecret) ?? [])
  const sender = author ?? nobody
  const authentication = authenticationOf(mail, sender.address, settings)
  const isCut = raw !== request.body || request.query.has('isCut')
  return [
    {
      ...messageOf(mail, sender, account, { at, isCut, authentication }),
      thread: {
        conversationId: signed[0] ?? own[0]?.conversationId ?? null,
        references: referencesOf(mail),
        subject: subjectOf(mail),
      },
    },
  ]
}

const nobody: Person = { name: null, address: 'unknown@invalid' }

/** Who is to be answered. A form on a website writes in the name of a machine, and names its visitor apart. */
function authorOf(mail: Mail): Person | null {
  const { from, sender, replyTo, returnPath } = mail.email
  const [first] = [from, sender, replyTo].flatMap((each) => peopleOf(each))
  const written = first ?? peopleOf({ name: '', address: returnPath ?? '' })[0] ?? null
  if (written === null || !isMachineSender(written.address)) return written
  const answered = peopleOf(replyTo).filter(({ address }) => address !== written.address)
  return answered.length === 1 && !isMachineSender(answered[0]!.address) ? answered[0]! : written
}

type Circumstances = Readonly<{
  at: number
  isCut: boolean
  authentication: ReturnType<typeof authenticationOf>
}>

function messageOf(
  mail: Mail,
  author: Person,
  { settings }: EmailAccount,
  { at, isCut, authentication }: Circumstances,
): InboundMessage {
  const { email, messageId } = mail
  const html = email.html?.slice(0, longestPart) ?? null
  const { text, full } = newTextOf({ plain: email.text ?? null, html })
  const attachments = isCut ? [] : filesOf(mail, html)
  const automatic = automaticOf(mail, author.address)
  const subject = subjectOf(mail)
  const hasMore = isCut || full.length > text.length || email.attachments.length > mostFiles
  const people = (given: Parameters<typeof peopleOf>[0]) =>
    [...new Set(peopleOf(given).map(({ address }) => address))].slice(0, mostPeople)
  return {
    kind: 'message',
    accountId: settings.address.toLowerCase(),
    at,
    providerId: messageId,
    author: 'contact',
    contact: senderOf(author),
    message: {
      kind: text === '' && attachments[0] ? kindOf(attachments[0]) : 'text',
      text: text === '' && attachments.length === 0 ? subject : text,
      content: {
        mail: {
          ...{ subject, from: author.address, to: people(email.to), cc: people(email.cc) },
          ...{ hasHtml: html !== null, hasMore },
          ...(authentication === null ? {} : { authentication }),
        },
        ...(automatic === null ? {} : { isAutomatic: true }),
        ...(isCut ? { unsupported: 'files of a mail that is too large' } : {}),
      },
      attachments,
      replyToProviderId: null,
    },
    data: dataOf(mail, author),
    ...(automatic === 'machine' ? { isAutomatic: true } : {}),
    mail: {
      html,
      text: full.slice(0, longestPart),
      headers: Object.fromEntries(
        keptHeaders
          .flatMap((name) => [[name, mail.header(name)?.slice(0, 4000)]])
          .flatMap(([name, value]) => (name && value ? [[name, value]] : [])),
      ),
    },
  }
}

/** What a member wrote with a mail program, out of the folder of what was sent. */
function echoOf(mail: Mail, account: EmailAccount, at: number): InboundEvent {
  const to = peopleOf(mail.email.to).find(({ address }) => !isOwnAddress(address, account.settings))
  if (to === undefined) return { kind: 'ignored', what: 'a mail from us to ourselves' }
  const [own] = ownMessagesIn(`<${mail.messageId}>`, account.secrets.replySecret)
  const message = messageOf(mail, to, account, { at, isCut: false, authentication: null })
  return {
    ...message,
    author: 'member',
    messageId: own?.messageId ?? null,
    message: {
      ...message.message,
      content: {
        ...message.message.content,
        mail: { ...message.message.content.mail!, from: account.settings.address },
      },
    },
    thread: { conversationId: own?.conversationId ?? null, references: referencesOf(mail), subject: subjectOf(mail) },
  }
}

function senderOf({ name, address }: Person): Sender {
  return { addresses: [address], matchKeys: [], name, phone: null, email: address === nobody.address ? null : address }
}

function subjectOf({ email }: Mail): string {
  return (email.subject ?? '').replace(/\s+/g, ' ').trim().slice(0, longestSubject).toWellFormed()
}

/** Nearest first. */
function referencesOf(mail: Mail): string[] {
  const answered = idsIn(mail.header('in-reply-to') ?? '')
  const chain = mail
    .headers('references')
    .flatMap((header) => idsIn(header))
    .toReversed()
  return [...new Set([...answered, ...chain])].filter((id) => id !== mail.messageId).slice(0, 50)
}

/** What an answer needs: the chain it goes on with, and where it is to go when not to whom it is from. */
function dataOf(mail: Mail, author: Person): Record<string, string> {
  const chain = [...new Set(mail.headers('references').flatMap((header) => idsIn(header)))]
  const kept = chain.length <= mostReferences ? chain : [chain[0]!, ...chain.slice(1 - mostReferences)]
  const [replyTo] = peopleOf(mail.email.replyTo)
  return {
    from: author.address,
    ...(kept.length > 0 ? { references: kept.join(' ') } : {}),
    ...(replyTo && replyTo.address !== author.address ? { replyTo: replyTo.address } : {}),
  }
}

function addressesItCameTo(mail: Mail): string[] {
  const named = [mail.email.to, mail.email.cc].flatMap((each) => peopleOf(each).map(({ address }) => address))
  const routed = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to'].flatMap((name) => mail.headers(name))
  return [...named, ...routed.map((each) => each.replace(/^<|>$/g, ''))]
}

function filesOf({ email }: Mail, html: string | null): InboundAttachment[] {
  return email.attachments.slice(0, mostFiles).map((part, index) => {
    const contentId = part.contentId?.replace(/^<|>$/g, '') ?? null
    const bytes = typeof part.content === 'string' ? Buffer.from(part.content) : new Uint8Array(part.content)
    return {
      mediaId: `part:${index}`,
      name: part.filename ?? nameOf(part.mimeType, index),
      type: part.mimeType,
      isVoice: false,
      bytes,
      // Named, and yet shown nowhere in the text: then it is a file like others.
      contentId: contentId !== null && htmlMentions(html, contentId) ? contentId : null,
    }
  })
}

function nameOf(type: string, index: number): string {
  if (type === 'message/rfc822') return `mail-${index + 1}.eml`
  if (type === 'text/calendar') return 'invitation.ics'
  return type === 'application/ms-tnef' ? 'winmail.dat' : ''
}

function kindOf({ type }: InboundAttachment): 'image' | 'audio' | 'video' | 'document' {
  const family = type?.split('/')[0]
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'document'
}
