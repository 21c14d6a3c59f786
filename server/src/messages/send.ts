import { mediaUrlOf } from '../attachments/media-url.ts'
import { type LoadedAccount, loadAccount } from '../channels/account.ts'
import type {
  DeliveryOutcome,
  Done,
  Failure,
  OutboundMessage,
  ProviderRequest,
  Refusal,
  SentAttachment,
} from '../channels/channel.ts'
import { replaceRefused } from '../channels/refresh.ts'
import { failure } from '../channels/step.ts'
import type { Database } from '../db/database.ts'
import { ask } from '../providers/ask.ts'
import type { Providers } from '../providers/providers.ts'
import { takeSteps } from '../providers/take-steps.ts'
import { loadOutbound, type Ways } from './outbound.ts'
import type { MessageRow } from './row.ts'
import { sendByMail } from './send-by-mail.ts'

/** `address`: where it went; null when there was nobody to send it to. */
export type Sent = Readonly<{ outcome: DeliveryOutcome; channelType: string; address: string | null }>

/** Hands a message to its provider, and answers with what came of it. */
export async function send(database: Database, providers: Providers, message: MessageRow): Promise<Sent> {
  const account = await loadAccount(database.db, providers, message.workspace_id, message.channel_id)
  if (!account) return disconnected()
  const sent = await sendFrom(database, providers, account, message)
  return isRefusedToken(sent.outcome) ? sendAnew(database, providers, account, { message, sent }) : sent
}

// A token may end before its time. What was refused for it went nowhere, and is sent once more with another one; when
// that is refused as well, it is not the token that is wrong.
async function sendAnew(
  database: Database,
  providers: Providers,
  { secrets }: LoadedAccount,
  { message, sent }: Readonly<{ message: MessageRow; sent: Sent }>,
): Promise<Sent> {
  const { workspace_id: workspaceId, channel_id: id } = message
  const replaced = await replaceRefused(database, providers, { workspaceId, id }, secrets)
  if (replaced === 'none') return sent
  if (replaced !== 'replaced') {
    const isOver = replaced.retry === 'never' || replaced.isChannelBroken
    return isOver ? sent : { ...sent, outcome: replaced }
  }
  const account = await loadAccount(database.db, providers, workspaceId, id)
  return account ? sendFrom(database, providers, account, message) : disconnected()
}

function isRefusedToken(outcome: DeliveryOutcome): boolean {
  return outcome.kind === 'failure' && outcome.code === 'auth_invalid' && outcome.isChannelBroken
}

function disconnected(): Sent {
  const outcome = failure('permission', 'The channel was disconnected.')
  return { outcome, channelType: 'disconnected', address: null }
}

async function sendFrom(
  database: Database,
  providers: Providers,
  account: LoadedAccount,
  message: MessageRow,
): Promise<Sent> {
  const channelType = account.adapter.type
  const outbound = await loadOutbound(database.db, message, waysOf(account, providers, message))
  if (!outbound) {
    const outcome = failure('invalid_recipient', 'The contact has no address on this channel any more.')
    return { outcome, channelType, address: null }
  }

  const context = { fetch: providers.fetch, storage: providers.storage, workspaceId: message.workspace_id }
  const attachments: SentAttachment[] = []
  for (const each of outbound.attachments) {
    const uploaded = await upload(account, each, context)
    if (uploaded.kind === 'failure') return { outcome: uploaded, channelType, address: outbound.to }
    attachments.push({ ...each, mediaId: uploaded.value })
  }
  const ready = { ...outbound, attachments }
  const request = account.adapter.render(ready, account)
  const outcome =
    request.kind === 'mail'
      ? await sendByMail(database, providers, account, { message, outbound: ready, request })
      : await sendReady(account, ready, request, context)
  return { outcome, channelType, address: outbound.to }
}

function waysOf({ adapter }: LoadedAccount, providers: Providers, { workspace_id }: MessageRow): Ways {
  const { attachments, isThreaded } = adapter.capabilities
  return { isThreaded, urlOf: (each) => (attachments.by === 'url' ? mediaUrlOf(providers, workspace_id, each) : null) }
}

async function sendReady(
  account: LoadedAccount,
  ready: OutboundMessage,
  request: ProviderRequest | Refusal,
  context: Parameters<typeof ask>[1],
): Promise<DeliveryOutcome> {
  if (request.kind === 'refused') return failure(request.code, request.detail)
  const answer = await ask(request, context)
  // Whoever gave the address has to give another.
  const isMisled = answer.kind === 'no_answer' && answer.isRefused
  return isMisled
    ? { ...failure('permission', answer.detail), isChannelBroken: true }
    : account.adapter.outcome(answer, ready)
}

// Nothing was sent yet: whatever becomes of an upload may be tried again.
async function upload(
  account: LoadedAccount,
  attachment: SentAttachment,
  context: Parameters<typeof ask>[1],
): Promise<Done<string | null> | Failure> {
  const first = account.adapter.upload?.(attachment, account)
  if (first === undefined) return { kind: 'done', value: attachment.mediaId }
  return first.kind === 'refused' ? failure(first.code, first.detail) : takeSteps(first, context)
}
