/**
 * Sends what members wrote through the provider: each message once, a conversation's in the order they were written.
 *
 * A job per conversation takes the oldest message that is not out yet. `pending` → `sending` is committed before the
 * request leaves. Most providers have no idempotency key, so a message whose request may have been written, but whose
 * answer never came (a broken connection, a crash), is not sent again: it waits for the provider's receipt, which
 * carries our id, and becomes `unknown` when none comes within a minute; a person then decides. Failures that may
 * pass are tried again with back-off, and what comes after waits behind them.
 */
import type { Logger } from 'pino'
import { type LoadedAccount, loadAccount } from '../channels/account.ts'
import { markBroken } from '../channels/broken.ts'
import type { DeliveryOutcome, Done, Failure, FailureCode, SentAttachment } from '../channels/channel.ts'
import { now } from '../db/clock.ts'
import type { Database, Tx } from '../db/database.ts'
import { AppError, found } from '../errors.ts'
import { isOvertaken } from '../expectations/overtaken.ts'
import { triedDelivery } from '../metrics/notices.ts'
import { ask } from '../providers/ask.ts'
import type { Providers } from '../providers/providers.ts'
import { takeSteps } from '../providers/take-steps.ts'
import { enqueueDelivery } from './enqueue-delivery.ts'
import { loadOutbound } from './outbound.ts'
import { loadMessage } from './present.ts'
import { lockProviderIds } from './provider-ids.ts'
import { announceChange, unpark } from './update.ts'

/** Waits before each further try, some minutes in all; a provider's own hint goes first when it is longer. */
const retryAfterMs = [2_000, 10_000, 30_000, 120_000, 600_000] as const

type Conversation = Readonly<{ workspaceId: string; id: string }>

/** The job: delivers message after message until none is left or one has to wait. */
export async function deliverConversation(
  database: Database,
  providers: Providers,
  log: Logger,
  conversation: Conversation,
  receiptWaitMs = 60_000,
): Promise<void> {
  for (;;) {
    const message = await database.transact((tx) => claimNext(tx, conversation, receiptWaitMs))
    if (!message) return
    const { outcome, channelType } = await send(database, providers, message)
    const { workspace_id: workspaceId, id: messageId, conversation_id: conversationId, channel_id: channelId } = message
    const code = outcome.kind === 'failure' ? outcome.code : null
    log.info(
      { workspaceId, conversationId, messageId, channelId, outcome: outcome.kind, code, tries: message.tries },
      'delivery',
    )
    const isDone = await database.transact((tx) => settle(tx, message, outcome, receiptWaitMs))
    const failed = isDone ? 'failed' : 'retried'
    triedDelivery.tell({ channelType, outcome: outcome.kind === 'failure' ? failed : outcome.kind, code })
    if (!isDone) return
  }
}

/** Sends again what failed or whose fate is unknown: a person said so. */
export async function retryMessage(tx: Tx, { workspaceId, id }: { workspaceId: string; id: string }) {
  const message = found(await lockMessage(tx, workspaceId, id))
  if (message.state !== 'failed' && message.state !== 'unknown') throw new AppError('message_not_failed')
  await setState(tx, message, { state: 'pending', tries: 0, error: null, next_try_at: null, provider_id: null })
  await enqueueDelivery(tx, { workspaceId, id: message.conversation_id }, new Date(now()))
  return found(await loadMessage(tx, workspaceId, id))
}

type Row = NonNullable<Awaited<ReturnType<typeof lockMessage>>>

async function claimNext(tx: Tx, conversation: Conversation, receiptWaitMs: number): Promise<Row | null> {
  const { workspaceId, id } = conversation
  const next = await tx
    .selectFrom('message as m')
    .innerJoin('channel as h', (join) =>
      join.onRef('h.workspace_id', '=', 'm.workspace_id').onRef('h.id', '=', 'm.channel_id'),
    )
    .select(['m.id', 'h.status', 'h.deleted_at'])
    .where('m.workspace_id', '=', workspaceId)
    .where('m.conversation_id', '=', id)
    .where('m.state', 'in', ['pending', 'sending'])
    .orderBy('m.id')
    .limit(1)
    .executeTakeFirst()
  // What waits for a broken channel is enqueued again when the channel is mended, or disconnected for good.
  if (!next || (next.status === 'broken' && next.deleted_at === null)) return null
  const message = found(await lockMessage(tx, workspaceId, next.id))

  if (message.state === 'pending' && (await isStale(tx, message))) {
    await setState(tx, message, {
      state: 'failed',
      error: problem('superseded', 'It had become untrue before it could be sent.'),
    })
    return claimNext(tx, conversation, receiptWaitMs)
  } else if (message.state === 'pending' && isLater(message.next_try_at)) {
    await enqueueDelivery(tx, conversation, message.next_try_at!)
    return null
  } else if (message.state === 'pending') {
    await setState(tx, message, { state: 'sending', sending_since: new Date(now()), tries: message.tries + 1 })
    return message
  } else if (message.state === 'sending') {
    const giveUpAt = new Date((message.sending_since?.getTime() ?? 0) + receiptWaitMs)
    if (!isLater(giveUpAt)) {
      await setState(tx, message, {
        state: 'unknown',
        error: problem('unknown', 'The connection broke while it was being sent. It may have arrived.'),
      })
    }
    // Behind an unknown one the next goes on at once.
    await enqueueDelivery(tx, conversation, isLater(giveUpAt) ? giveUpAt : new Date(now()))
    return null
  } else {
    // A receipt came before we held it.
    return claimNext(tx, conversation, receiptWaitMs)
  }
}

// What the platform tells about waiting is not said once somebody has the conversation.
async function isStale(tx: Tx, { workspace_id, conversation_id, id, content }: Row): Promise<boolean> {
  if (content.expectation === undefined) return false
  return isOvertaken(tx, { workspaceId: workspace_id, conversationId: conversation_id, messageId: id })
}

async function send(
  database: Database,
  providers: Providers,
  message: Row,
): Promise<{ outcome: DeliveryOutcome; channelType: string }> {
  const account = await loadAccount(database.db, providers, message.workspace_id, message.channel_id)
  if (!account) return { outcome: final('permission', 'The channel was disconnected.'), channelType: 'disconnected' }
  return { outcome: await sendBy(account, database, providers, message), channelType: account.adapter.type }
}

async function sendBy(
  account: LoadedAccount,
  database: Database,
  providers: Providers,
  message: Row,
): Promise<DeliveryOutcome> {
  const outbound = await loadOutbound(database.db, message)
  if (!outbound) return final('invalid_recipient', 'The contact has no address on this channel any more.')

  const context = { fetch: providers.fetch, storage: providers.storage, workspaceId: message.workspace_id }
  const attachments: SentAttachment[] = []
  for (const each of outbound.attachments) {
    const uploaded = await upload(account, each, context)
    if (uploaded.kind === 'failure') return uploaded
    attachments.push({ ...each, mediaId: uploaded.value })
  }

  const ready = { ...outbound, attachments }
  const request = account.adapter.render(ready, account)
  if (request.kind === 'refused') return final(request.code, request.detail)
  if (request.kind === 'mail') return final('unsupported_content', 'Mail cannot be sent yet.')
  return account.adapter.outcome(await ask(request, context), ready)
}

// Nothing was sent yet: whatever becomes of an upload may be tried again.
async function upload(
  account: LoadedAccount,
  attachment: SentAttachment,
  context: Parameters<typeof ask>[1],
): Promise<Done<string | null> | Failure> {
  const first = account.adapter.upload?.(attachment, account)
  if (first === undefined) return { kind: 'done', value: attachment.mediaId }
  return first.kind === 'refused' ? final(first.code, first.detail) : takeSteps(first, context)
}

/** Writes what came of it; false when the conversation's next message has to wait. */
async function settle(
  tx: Tx,
  { workspace_id: workspaceId, id, channel_id: channelId }: Row,
  outcome: DeliveryOutcome,
  receiptWaitMs: number,
): Promise<boolean> {
  if (outcome.kind === 'sent') await lockProviderIds(tx, [{ workspaceId, channelId, providerId: outcome.providerId }])
  const message = await lockMessage(tx, workspaceId, id)
  if (!message) return true
  // A receipt that overtook the answer has said more than the answer can.
  const isUndecided = message.state === 'sending'
  const conversation = { workspaceId, id: message.conversation_id }

  switch (outcome.kind) {
    case 'sent': {
      const isNews = isUndecided || message.state === 'unknown'
      const set = { ...(isNews ? { state: 'sent' as const, error: null } : {}), provider_id: outcome.providerId }
      if (isNews || message.provider_id !== outcome.providerId) await setState(tx, message, set)
      await unpark(tx, { workspaceId, channelId }, outcome.providerId)
      return true
    }
    case 'unknown':
      if (!isUndecided) return true
      await enqueueDelivery(tx, conversation, new Date(message.sending_since!.getTime() + receiptWaitMs))
      return false
    case 'failure':
      return isUndecided ? settleFailure(tx, message, outcome) : true
    default:
      return outcome satisfies never
  }
}

async function settleFailure(tx: Tx, message: Row, failure: Failure): Promise<boolean> {
  const wait = failure.retry === 'later' ? retryAfterMs[message.tries - 1] : undefined
  if (failure.isChannelBroken) {
    await setState(tx, message, { state: 'pending', tries: 0, error: problem(failure.code, failure.detail) })
    await markBroken(tx, { workspaceId: message.workspace_id, channelId: message.channel_id }, failure.detail)
    return false
  } else if (wait === undefined) {
    await setState(tx, message, { state: 'failed', error: problem(failure.code, failure.detail) })
    return true
  } else {
    // Not all at once when the provider comes back.
    const jitter = 0.75 + Math.random() / 2
    const nextTryAt = new Date(now() + Math.max(failure.retryAfterMs ?? 0, wait * jitter))
    await setState(tx, message, { state: 'pending', next_try_at: nextTryAt })
    await enqueueDelivery(tx, { workspaceId: message.workspace_id, id: message.conversation_id }, nextTryAt)
    return false
  }
}

async function lockMessage(tx: Tx, workspaceId: string, id: string) {
  return tx
    .selectFrom('message')
    .select([
      'workspace_id',
      'id',
      'conversation_id',
      'channel_id',
      'author_type',
      'author_name',
      'text',
      'content',
      'reply_to_id',
      'provider_id',
      'state',
      'tries',
      'next_try_at',
      'sending_since',
    ])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
}

type Change = Partial<{
  state: Row['state']
  error: string | null
  provider_id: string | null
  tries: number
  next_try_at: Date | null
  sending_since: Date
}>

async function setState(tx: Tx, message: Row, set: Change): Promise<void> {
  await tx
    .updateTable('message')
    .set(set)
    .where('workspace_id', '=', message.workspace_id)
    .where('id', '=', message.id)
    .execute()
  await announceChange(tx, message, 'state', { type: 'system', id: null })
}

function isLater(at: Date | null): boolean {
  return at !== null && at.getTime() > now()
}

function problem(code: FailureCode | 'superseded', detail: string): string {
  return JSON.stringify({ code, detail })
}

function final(code: FailureCode, detail: string): Failure {
  return { kind: 'failure', code, detail, retry: 'never', retryAfterMs: null, isChannelBroken: false }
}
