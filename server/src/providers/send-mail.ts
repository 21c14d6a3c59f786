/** Hands mail to the account's own server, and tells what that answered as any provider's answer is told. */
import { Readable } from 'node:stream'
import { createTransport } from 'nodemailer'
import type { Storage } from '../attachments/storage.ts'
import type { MailRequest, ProviderAnswer, RefusedRecipient } from '../channels/channel.ts'
import { commandHeader, listHeader, messageIdHeader, othersHeader } from '../channels/email/outcome.ts'
import { traced } from '../tracing/trace.ts'
import { OutboundError, RefusedAddress } from './guarded-fetch.ts'
import type { MailAccount } from './mail-account.ts'
import { findMailHost } from './mail-host.ts'
import type { Providers } from './providers.ts'

const connectTimeoutMs = 15_000
/** Between one thing said and the next: a server that looks through what it is given takes its time. */
const silenceMs = 120_000

type Context = Pick<Providers, 'storage' | 'allowPrivateNetwork'> & Readonly<{ workspaceId: string }>

export function sendMail(request: MailRequest, account: MailAccount, context: Context): Promise<ProviderAnswer> {
  const { host } = account.settings.smtp
  const about = { 'server.address': host, 'fairlead.workspace_id': context.workspaceId }
  return traced(
    'provider.send-mail',
    about,
    async (span) => {
      const answer = await send(request, account, context)
      span.set(answer.kind === 'answer' ? { 'smtp.response.code': answer.status } : { 'error.type': answer.kind })
      return answer
    },
    { kind: 'client' },
  )
}

/** Logs in and out again. Null: it works; else why it does not. */
export async function checkMailServer(
  account: MailAccount,
  context: Omit<Context, 'storage' | 'workspaceId'>,
): Promise<string | null> {
  try {
    const transport = await open(account, context)
    try {
      await transport.verify()
    } finally {
      transport.close()
    }
    return null
  } catch (error) {
    return describe(error)
  }
}

/** The mail as nodemailer is told of it. Files are read as they are sent. */
export function composed(request: MailRequest, storage: Storage, workspaceId: string) {
  return {
    messageId: `<${request.id}>`,
    from: request.from,
    to: [...request.to],
    cc: [...request.cc],
    bcc: [...request.bcc],
    replyTo: request.replyTo,
    subject: request.subject,
    text: request.text,
    ...(request.html === null ? {} : { html: request.html }),
    headers: { ...request.headers },
    attachments: request.attachments.map(({ id, name, type }) => ({
      filename: name,
      contentType: type,
      content: Readable.from(storage.read(workspaceId, id) as unknown as AsyncIterable<Uint8Array>),
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

async function send(request: MailRequest, account: MailAccount, context: Context): Promise<ProviderAnswer> {
  try {
    const transport = await open(account, context)
    try {
      return toSent(request, await transport.sendMail(composed(request, context.storage, context.workspaceId)))
    } finally {
      transport.close()
    }
  } catch (error) {
    return toAnswer(error)
  }
}

type Taken = Readonly<{
  accepted?: readonly string[] | undefined
  response?: string | undefined
  rejectedErrors?: readonly SmtpError[] | undefined
}>

// Whoever it is for counts: when they are refused, it was not sent, though others may have got their copy.
function toSent({ id, to }: MailRequest, { accepted = [], response = '', rejectedErrors = [] }: Taken): ProviderAnswer {
  const refused = rejectedErrors.map(toRefused)
  const first = refused.findIndex(({ address }) => to.includes(address))
  if (first < 0) return answer(250, response, { [messageIdHeader]: id, ...othersOf(refused) })
  const { responseCode } = rejectedErrors[first]!
  const status = typeof responseCode === 'number' && responseCode >= 400 ? responseCode : 550
  const others = accepted.map((address) => ({ address, reason: '' }))
  return answer(status, refused[first]!.reason, { [commandHeader]: 'RCPT TO', ...othersOf(others) })
}

function othersOf(others: readonly RefusedRecipient[]): Record<string, string> {
  return others.length === 0 ? {} : { [othersHeader]: listHeader(others) }
}

function toRefused(error: SmtpError): RefusedRecipient {
  const { recipient } = error
  const reason = describe(error).replace(/\s+/g, ' ').trim().slice(0, 300)
  return { address: typeof recipient === 'string' ? recipient : '', reason }
}

async function open({ settings, secrets }: MailAccount, context: Pick<Context, 'allowPrivateNetwork'>) {
  const { host, port, security, user } = settings.smtp
  const { address, name } = await findMailHost(host, context)
  return createTransport({
    host: address,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: name === null ? {} : { servername: name },
    // What our computer is called is nobody's business.
    name: settings.address.slice(settings.address.lastIndexOf('@') + 1),
    auth:
      settings.auth === 'oauth2'
        ? { type: 'OAuth2', user, accessToken: secrets.accessToken }
        : { user, pass: secrets.password },
    connectionTimeout: connectTimeoutMs,
    greetingTimeout: connectTimeoutMs,
    socketTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

type SmtpError = Error &
  Readonly<{ code?: unknown; responseCode?: unknown; response?: unknown; command?: unknown; recipient?: unknown }>

function toAnswer(error: unknown): ProviderAnswer {
  if (error instanceof RefusedAddress) return answer(550, error.message, { [commandHeader]: 'CONNECT' })
  if (error instanceof OutboundError) return { kind: 'no_answer', isWritten: error.isWritten, detail: error.message }
  if (!(error instanceof Error)) throw error
  const { code, responseCode, response, command } = error as SmtpError
  const said = typeof command === 'string' ? command : ''
  if (typeof responseCode === 'number' && responseCode >= 400) {
    return answer(responseCode, typeof response === 'string' ? response : error.message, { [commandHeader]: said })
  }
  // It has no login, or no encryption, to offer: a matter of settings.
  if (code === 'EAUTH' || code === 'ENOAUTH' || code === 'EOAUTH2')
    return answer(535, error.message, { [commandHeader]: 'AUTH' })
  if (code === 'ETLS') return answer(538, error.message, { [commandHeader]: 'STARTTLS' })
  if (code === 'EENVELOPE') return answer(550, error.message, { [commandHeader]: 'RCPT TO' })
  if (typeof code !== 'string' || (!/^E[A-Z0-9]+$/.test(code) && !/^(ERR_|CERT_|DEPTH_|SELF_|UNABLE_)/.test(code)))
    throw error
  return { kind: 'no_answer', isWritten: said === 'DATA', detail: describe(error) }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { response } = error as SmtpError
  return typeof response === 'string' && response !== '' ? response : error.message
}

function answer(status: number, body: string, headers: Readonly<Record<string, string>>): ProviderAnswer {
  return { kind: 'answer', status, headers: new Headers(headers), body }
}
