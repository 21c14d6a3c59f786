import type { MailAccount } from '../providers/mail-account.ts'
import type { Providers } from '../providers/providers.ts'
import { checkMailServer } from '../providers/send-mail.ts'
import { checkMailbox } from './imap.ts'

/** Null: we can log in there; else why we cannot, in the server's words. */
export type MailCheck = Readonly<{ imap: string | null; smtp: string | null }>

/** Logs in to both servers of an account, without reading or sending anything. */
export async function checkMailAccount(
  account: MailAccount,
  providers: Pick<Providers, 'allowPrivateNetwork'>,
): Promise<MailCheck> {
  const [imap, smtp] = await Promise.all([checkMailbox(account, providers), checkMailServer(account, providers)])
  return { imap, smtp }
}
