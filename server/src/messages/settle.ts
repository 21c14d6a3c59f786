/**
 * Writes down what came of handing a message to its provider.
 *
 * Whatever else tells of the same message may have come before: a receipt, an echo of it, a mark up to which everything
 * was read. The provider's id is held meanwhile, so that each of them either finds what is written here or is found.
 */
import type { MessageContent } from '@fairlead/sdk'
import { markBroken } from '../channels/broken.ts'
import type { Capabilities } from '../channels/capabilities.ts'
import type { DeliveryOutcome, Failure } from '../channels/channel.ts'
import { now } from '../db/clock.ts'
import type { Tx } from '../db/database.ts'
import { takeInDouble } from './double.ts'
import { enqueueDelivery } from './enqueue-delivery.ts'
import { lockProviderIds } from './provider-ids.ts'
import { lockMessage, type MessageRow, problem, setState } from './row.ts'
import { unpark } from './update.ts'
import { applyMarks } from './watermark.ts'

/**
 * Waits before each further try, twenty minutes in all or eight hours; a provider's own hint goes first when it is
 * longer. The first ones are short: where one request in five fails, nine tries leave one message in a million.
 */
const someMinutesMs = [2_000, 5_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000] as const
const waitsMs = {
  minutes: someMinutesMs,
  hours: [...someMinutesMs, 1_800_000, 3_600_000, 7_200_000, 14_400_000],
} as const satisfies Record<Capabilities['patience'], readonly number[]>

export type Patience = Readonly<{
  patience: Capabilities['patience']
  isRepeatable: boolean
  /** How long what is in doubt waits for a receipt or an echo; 0: none comes. */
  receiptWaitMs: number
}>

/** What may tell of a message beside the answer to it: an echo, and marks up to which all was read. */
export type Tidings = Pick<Capabilities, 'receives' | 'hasMarks'>

/** Writes what came of it; false when the conversation's next message has to wait. */
export async function settle(
  tx: Tx,
  { workspace_id: workspaceId, id, channel_id: channelId }: MessageRow,
  outcome: DeliveryOutcome,
  type: Patience & Tidings,
): Promise<boolean> {
  if (outcome.kind === 'sent') await lockProviderIds(tx, [{ workspaceId, channelId, providerId: outcome.providerId }])
  const message = await lockMessage(tx, workspaceId, id)
  if (!message) return true
  // A receipt that overtook the answer has said more than the answer can.
  const isUndecided = message.state === 'sending'

  switch (outcome.kind) {
    case 'sent':
      await settleSent(tx, message, outcome, type)
      return true
    case 'unknown':
      return isUndecided ? settleDoubt(tx, message, outcome.detail, type) : true
    case 'failure':
      return isUndecided ? settleFailure(tx, message, outcome, type) : true
    default:
      return outcome satisfies never
  }
}

async function settleSent(
  tx: Tx,
  message: MessageRow,
  { providerId, data, refused }: Extract<DeliveryOutcome, { kind: 'sent' }>,
  { receives, hasMarks }: Tidings,
): Promise<void> {
  const place = { workspaceId: message.workspace_id, channelId: message.channel_id }
  const state = receives.includes('echo') ? await takeInDouble(tx, message, providerId) : 'sent'
  const isNews = message.state === 'sending' || message.state === 'pending' || message.state === 'unknown'
  const content = withRefused(message.content, refused)
  if (isNews || message.provider_id !== providerId || data !== undefined || content !== null) {
    await setState(tx, message, {
      ...(isNews ? { state, error: null } : {}),
      provider_id: providerId,
      ...(content === null ? {} : { content: JSON.stringify(content) }),
      ...(data === undefined ? {} : { provider_data: JSON.stringify({ ...message.provider_data, ...data }) }),
    })
  }
  await unpark(tx, place, providerId)
  if (hasMarks) await applyMarks(tx, message)
}

/** With whom it did not go out to, of this try; null when there is nothing new to say. */
function withRefused(
  content: MessageContent,
  refused: Extract<DeliveryOutcome, { kind: 'sent' }>['refused'],
): MessageContent | null {
  if (!content.mail || (refused === undefined && content.mail.refused === undefined)) return null
  const { refused: _, ...mail } = content.mail
  return { ...content, mail: refused === undefined ? mail : { ...mail, refused: [...refused] } }
}

// Who knows a message by our id is asked again; of others only a receipt can tell, where one comes.
async function settleDoubt(tx: Tx, message: MessageRow, detail: string, patience: Patience): Promise<boolean> {
  const conversation = { workspaceId: message.workspace_id, id: message.conversation_id }
  if (patience.isRepeatable && (await tryLater(tx, message, patience, null, detail))) {
    return false
  } else if (!patience.isRepeatable && patience.receiptWaitMs > 0) {
    const from = message.sending_since?.getTime() ?? now()
    await enqueueDelivery(tx, conversation, new Date(from + patience.receiptWaitMs))
    return false
  } else {
    await setState(tx, message, { state: 'unknown', error: problem('unknown', detail) })
    return true
  }
}

async function settleFailure(tx: Tx, message: MessageRow, failure: Failure, patience: Patience): Promise<boolean> {
  if (failure.isChannelBroken) {
    await setState(tx, message, { state: 'pending', tries: 0, error: problem(failure.code, failure.detail) })
    await markBroken(tx, { workspaceId: message.workspace_id, channelId: message.channel_id }, failure.detail)
    return false
  } else if (failure.retry === 'later' && (await tryLater(tx, message, patience, failure.retryAfterMs))) {
    return false
  } else {
    await setState(tx, message, { state: 'failed', error: problem(failure.code, failure.detail) })
    return true
  }
}

/** False when its tries are over. `doubt`: that it may have arrived, which is remembered whatever a later try brings. */
async function tryLater(
  tx: Tx,
  message: MessageRow,
  { patience }: Patience,
  retryAfterMs: number | null,
  doubt: string | null = null,
): Promise<boolean> {
  const wait = waitsMs[patience][message.tries - 1]
  if (wait === undefined) return false
  // Not all at once when the provider comes back.
  const jitter = 0.75 + Math.random() / 2
  const nextTryAt = new Date(now() + Math.max(retryAfterMs ?? 0, wait * jitter))
  const error = doubt === null ? {} : { error: problem('unknown', doubt) }
  await setState(tx, message, { state: 'pending', next_try_at: nextTryAt, ...error })
  await enqueueDelivery(tx, { workspaceId: message.workspace_id, id: message.conversation_id }, nextTryAt)
  return true
}
