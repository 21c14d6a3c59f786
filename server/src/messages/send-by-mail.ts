import { type LoadedAccount, loadAccount } from '../channels/account.ts'
import type { DeliveryOutcome, MailRequest, OutboundMessage } from '../channels/channel.ts'
import { refreshChannel } from '../channels/refresh.ts'
import { failure } from '../channels/step.ts'
import { now } from '../db/clock.ts'
import type { Database } from '../db/database.ts'
import { noteSentMail } from '../mailboxes/copies.ts'
import { toMailAccount } from '../providers/mail-account.ts'
import type { Providers } from '../providers/providers.ts'
import { sendMail } from '../providers/send-mail.ts'
import type { MessageRow } from './row.ts'

/** Hands a mail to the account's own server, with a token that has not run out. */
export async function sendByMail(
  database: Database,
  providers: Providers,
  given: LoadedAccount,
  { message, outbound, request }: Readonly<{ message: MessageRow; outbound: OutboundMessage; request: MailRequest }>,
): Promise<DeliveryOutcome> {
  const { workspace_id: workspaceId, channel_id: channelId } = message
  const account = await withFreshToken(database, providers, given, { workspaceId, id: channelId })
  if (account === null) {
    return failure('provider_down', 'There is no new token for the mail server yet.', 'later')
  }
  const mailAccount = toMailAccount(account)
  const outcome = account.adapter.outcome(await sendMail(request, mailAccount, { ...providers, workspaceId }), outbound)
  if (outcome.kind === 'sent') {
    const wantsCopy = mailAccount.settings.sentFolder !== ''
    // It is out: that its copy could not be written down must not send it again.
    await noteSentMail(database.db, { workspaceId, channelId }, message.id, request, wantsCopy).catch(() => undefined)
  }
  return outcome
}

export async function withFreshToken(
  database: Database,
  providers: Providers,
  account: LoadedAccount,
  channel: Readonly<{ workspaceId: string; id: string }>,
): Promise<LoadedAccount | null> {
  if (!account.adapter.refresh?.(account, now())) return account
  try {
    await refreshChannel(database, providers, channel)
  } catch {
    return null
  }
  return loadAccount(database.db, providers, channel.workspaceId, channel.id)
}
