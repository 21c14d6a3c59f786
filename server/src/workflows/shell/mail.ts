/** A mail of a step, handed to the mail server of the workspace's e-mail channel. */
import { createHash } from 'node:crypto'
import { loadAccount } from '../../channels/account.ts'
import { normalAddress } from '../../channels/email/address.ts'
import type { Database } from '../../db/database.ts'
import { withFreshToken } from '../../messages/send-by-mail.ts'
import { toMailAccount } from '../../providers/mail-account.ts'
import type { Providers } from '../../providers/providers.ts'
import { sendMail } from '../../providers/send-mail.ts'
import type { EffectOf } from '../interpreter/effect.ts'
import { type Asking, findMailbox } from './asking.ts'
import type { Answer } from './http-request.ts'

type MailAsking = Asking & Readonly<{ effect: EffectOf<'email'> }>

export async function sendStepMail(database: Database, providers: Providers, asking: MailAsking): Promise<Answer> {
  const { workspaceId, effect } = asking
  const to = normalAddress(effect.to)
  if (to === null) return failure('invalid_recipient', 'What the step writes to is no e-mail address.')
  const id = await findMailbox(database.db, workspaceId)
  const found = id === null ? null : await loadAccount(database.db, providers, workspaceId, id)
  if (id === null || found === null) return failure('no_email_channel', 'The workspace has no e-mail channel any more.')
  const account = await withFreshToken(database, providers, found, { workspaceId, id })
  if (account === null) return failure('unreachable', 'There is no new token for the mail server yet.', true)

  const mailAccount = toMailAccount(account)
  const request = toMail(asking, to, mailAccount.settings)
  const answer = await sendMail(request, mailAccount, { ...providers, workspaceId })
  if (answer.kind === 'no_answer') {
    // It may be on its way: nobody gets it twice for certain.
    return failure('unreachable', answer.detail, !answer.isWritten && answer.isRefused !== true)
  }
  if (answer.status < 400) {
    return { kind: 'answer', status: answer.status, body: '', retryAfterMs: null, isWorthRetry: false }
  }
  return failure('refused', answer.body.slice(0, 300), answer.status < 500)
}

type Sender = Readonly<{ address: string; senderName: string }>

/** Its Message-ID is the same however often it is tried: whoever gets it twice can tell. */
function toMail({ id, effect }: MailAsking, to: string, { address, senderName }: Sender) {
  const key = createHash('sha256').update(`workflow:${id}:${effect.id}`).digest('hex').slice(0, 40)
  const name = senderName.replace(/["\\\r\n]/g, ' ').trim()
  return {
    kind: 'mail' as const,
    id: `${key}@${address.slice(address.lastIndexOf('@') + 1)}`,
    from: name === '' ? address : `"${name}" <${address}>`,
    to: [to],
    cc: [],
    bcc: [],
    replyTo: address,
    subject: effect.subject.replace(/\s+/g, ' ').trim(),
    text: effect.text,
    html: null,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    attachments: [],
  }
}

function failure(code: string, detail: string, isWorthRetry = false): Answer {
  return { kind: 'failure', code, detail, isWorthRetry }
}
