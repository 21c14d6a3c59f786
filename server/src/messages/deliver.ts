/**
 * Sends what members wrote through the provider: each message once, a conversation's in the order they were written.
 *
 * A job per conversation takes the oldest message that is not out yet. `pending` → `sending` is committed before the
 * request leaves. Few providers have an idempotency key, so a message whose request may have been written, but whose
 * answer never came (a broken connection, a crash), is sent again only where the provider knows a repetition by our id.
 * Elsewhere it waits for the provider's receipt or echo, as long as such may come, and becomes `unknown` without; a
 * person then decides. Failures that may pass are tried again with back-off, and what comes after waits behind them.
 */
import type { Logger } from 'pino'
import { channels } from '../channels/list.ts'
import { markStanding } from '../contacts/standing.ts'
import { now } from '../db/clock.ts'
import type { Database, Tx } from '../db/database.ts'
import { AppError, found } from '../errors.ts'
import { isOvertaken } from '../expectations/overtaken.ts'
import { triedDelivery } from '../metrics/notices.ts'
import type { Providers } from '../providers/providers.ts'
import { enqueueSync } from '../templates/enqueue-sync.ts'
import { enqueueDelivery } from './enqueue-delivery.ts'
import { pauseFor, resumesAt } from './pause.ts'
import { loadMessage } from './present.ts'
import { isLater, lockMessage, type MessageRow, problem, setState } from './row.ts'
import { type Sent, send } from './send.ts'
import { type Patience, settle, type Tidings } from './settle.ts'

/** Longer than any request lasts: by then whoever was sending is gone. */
const goneAfterMs = 75_000

type Conversation = Readonly<{ workspaceId: string; id: string }>

/** The job: delivers message after message until none is left or one has to wait. `receiptWaitMs`: not the channel's. */
export async function deliverConversation(
  database: Database,
  providers: Providers,
  log: Logger,
  conversation: Conversation,
  receiptWaitMs?: number,
): Promise<void> {
  for (;;) {
    const claimed = await database.transact((tx) => claimNext(tx, conversation, receiptWaitMs))
    if (!claimed) return
    const { message, type } = claimed
    const sent = await send(database, providers, message)
    pauseFor(message.channel_id, sent.outcome)
    const isDone = await database.transact((tx) => settle(tx, message, sent.outcome, type))
    tellOf(log, message, sent, isDone)
    await rememberStanding(database, message, sent)
    await doubtTemplates(database, message, sent)
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

type Claimed = Readonly<{ message: MessageRow; type: Patience & Tidings }>

async function claimNext(
  tx: Tx,
  conversation: Conversation,
  receiptWaitMs: number | undefined,
): Promise<Claimed | null> {
  const { workspaceId, id } = conversation
  const next = await tx
    .selectFrom('message as m')
    .innerJoin('channel as h', (join) =>
      join.onRef('h.workspace_id', '=', 'm.workspace_id').onRef('h.id', '=', 'm.channel_id'),
    )
    .select(['m.id', 'h.type', 'h.status', 'h.deleted_at'])
    .where('m.workspace_id', '=', workspaceId)
    .where('m.conversation_id', '=', id)
    .where('m.state', 'in', ['pending', 'sending'])
    .orderBy('m.id')
    .limit(1)
    .executeTakeFirst()
  // What waits for a broken channel is enqueued again when the channel is mended, or disconnected for good.
  if (!next || (next.status === 'broken' && next.deleted_at === null)) return null
  const message = found(await lockMessage(tx, workspaceId, next.id))
  const { capabilities } = channels[next.type]
  const type = { ...capabilities, receiptWaitMs: receiptWaitMs ?? capabilities.receiptWaitMs }

  if (message.state === 'pending' && (await isStale(tx, message))) {
    // What may have arrived at an earlier try is not sent again, but nobody can say that it was not sent.
    const outcome: Parameters<typeof setState>[2] =
      message.error?.code === 'unknown'
        ? { state: 'unknown' }
        : { state: 'failed', error: problem('superseded', 'It had become untrue before it could be sent.') }
    await setState(tx, message, outcome)
    return claimNext(tx, conversation, receiptWaitMs)
  } else if (message.state === 'pending' && isLater(message.next_try_at)) {
    await enqueueDelivery(tx, conversation, message.next_try_at!)
    return null
  } else if (message.state === 'pending') {
    const resumes = resumesAt(message.channel_id)
    if (resumes === null) return { message: await begin(tx, message), type }
    await enqueueDelivery(tx, conversation, resumes)
    return null
  } else if (message.state === 'sending') {
    return claimCutOff(tx, message, type, receiptWaitMs ?? goneAfterMs)
  } else {
    // A receipt came before we held it.
    return claimNext(tx, conversation, receiptWaitMs)
  }
}

async function begin(tx: Tx, message: MessageRow): Promise<MessageRow> {
  const tries = message.tries + 1
  await setState(tx, message, { state: 'sending', sending_since: new Date(now()), tries })
  return { ...message, tries }
}

// Whoever sent it was cut off, or waits for a receipt.
async function claimCutOff(
  tx: Tx,
  message: MessageRow,
  type: Patience & Tidings,
  leastWaitMs: number,
): Promise<Claimed | null> {
  const conversation = { workspaceId: message.workspace_id, id: message.conversation_id }
  const waitMs = type.isRepeatable || type.receiptWaitMs === 0 ? leastWaitMs : type.receiptWaitMs
  const giveUpAt = new Date((message.sending_since?.getTime() ?? 0) + waitMs)
  if (isLater(giveUpAt)) {
    await enqueueDelivery(tx, conversation, giveUpAt)
    return null
  }
  const detail = 'The connection broke while it was being sent. It may have arrived.'
  const isOver = await settle(tx, message, { kind: 'unknown', detail }, { ...type, receiptWaitMs: 0 })
  // Behind an unknown one the next goes on at once.
  if (isOver) await enqueueDelivery(tx, conversation, new Date(now()))
  return null
}

// What the platform tells about waiting is not said once somebody has the conversation.
async function isStale(tx: Tx, message: MessageRow): Promise<boolean> {
  if (message.content.expectation === undefined) return false
  return isOvertaken(tx, {
    ...{ workspaceId: message.workspace_id, conversationId: message.conversation_id },
    ...{ messageId: message.id, clientId: message.client_id },
  })
}

function tellOf(log: Logger, message: MessageRow, { outcome, channelType }: Sent, isDone: boolean): void {
  const { workspace_id: workspaceId, id: messageId, conversation_id: conversationId, channel_id: channelId } = message
  const code = outcome.kind === 'failure' ? outcome.code : null
  log.info(
    { workspaceId, conversationId, messageId, channelId, outcome: outcome.kind, code, tries: message.tries },
    'delivery',
  )
  const failed = isDone ? 'failed' : 'retried'
  const detail = outcome.kind === 'sent' ? null : outcome.detail
  triedDelivery.tell({
    ...{ workspaceId, channelId, channelType, code, detail },
    outcome: outcome.kind === 'failure' ? failed : outcome.kind,
  })
}

// Not written to again before they say so themselves.
async function rememberStanding(database: Database, message: MessageRow, { outcome, address }: Sent): Promise<void> {
  if (outcome.kind !== 'failure' || address === null) return
  if (outcome.code !== 'opted_out' && outcome.code !== 'recipient_blocked') return
  // Whoever wants no advertising, which templates may be, wants answers all the same.
  if (message.content.template !== undefined) return
  const standing = outcome.code === 'opted_out' ? 'opted_out' : 'blocked'
  const place = { workspaceId: message.workspace_id, channelId: message.channel_id }
  await database.transact((tx) => markStanding(tx, place, { addresses: [address], standing, at: new Date(now()) }))
}

// It may be gone, paused, or another one than we know.
async function doubtTemplates(database: Database, message: MessageRow, { outcome }: Sent): Promise<void> {
  if (outcome.kind !== 'failure' || outcome.code !== 'template_error') return
  const channel = { workspaceId: message.workspace_id, channelId: message.channel_id }
  await database.transact((tx) => enqueueSync(tx, channel, { isSoon: true }))
}
