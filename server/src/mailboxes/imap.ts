import { ImapFlow } from 'imapflow'
import type { MailAccount } from '../providers/mail-account.ts'
import { findMailHost } from '../providers/mail-host.ts'
import type { Providers } from '../providers/providers.ts'

const connectTimeoutMs = 20_000
const silenceMs = 120_000

type Context = Pick<Providers, 'allowPrivateNetwork'>

/** Logged in. Whoever opens it closes it; that it broke is told by `close`. */
export async function openImap({ settings, secrets }: MailAccount, context: Context): Promise<ImapFlow> {
  const { host, port, security, user } = settings.imap
  const { address, name } = await findMailHost(host, context)
  const client = new ImapFlow({
    host: address,
    port,
    ...(name === null ? {} : { servername: name }),
    secure: security === 'tls',
    // Left out, it would be used if offered, and not if not.
    doSTARTTLS: security === 'starttls',
    auth: settings.auth === 'oauth2' ? { user, accessToken: secrets.accessToken } : { user, pass: secrets.password },
    logger: false,
    connectionTimeout: connectTimeoutMs,
    greetingTimeout: connectTimeoutMs,
    socketTimeout: silenceMs,
    // Behind some routers a silent connection dies unnoticed.
    maxIdleTime: 4 * 60_000,
    disableAutoIdle: true,
    clientInfo: { name: 'Fairlead' },
  })
  // Told by the command that is under way, or by `close`; without a listener it would end the process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch (error) {
    client.close()
    throw error
  }
}

/** Logs in, looks whether the folders are there, and goes. Null: it works; else why it does not. */
export async function checkMailbox(account: MailAccount, context: Context): Promise<string | null> {
  let client: ImapFlow | null = null
  try {
    client = await openImap(account, context)
    for (const folder of account.settings.imap.folders) {
      const status = await client.status(folder, { uidNext: true }).catch(() => false)
      if (!status) return `There is no folder "${folder}".`
    }
    return null
  } catch (error) {
    return describeImapError(error)
  } finally {
    client?.close()
  }
}

type ImapError = Error &
  Readonly<{ authenticationFailed?: unknown; responseText?: unknown; serverResponseCode?: unknown }>

/** Whether the server will refuse this login the next time too. */
export function isRefusedLogin(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { authenticationFailed, serverResponseCode } = error as ImapError
  const mayPass = ['UNAVAILABLE', 'INUSE', 'LIMIT', 'SERVERBUG'].includes(String(serverResponseCode ?? ''))
  return authenticationFailed === true && !mayPass
}

export function describeImapError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { responseText } = error as ImapError
  return typeof responseText === 'string' && responseText !== '' ? responseText : error.message
}
