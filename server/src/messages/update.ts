/**
 * What comes after a message: receipts, edits, deletions, reactions. Each may come before its message, or before our
 * own send has returned; then it is parked under the provider's id and applied when the message is there.
 */
import type { MessageState } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { InboundDeletion, InboundEdit, InboundEvent, InboundReaction, InboundStatus } from '../channels/inbound.ts'
import { atOrNow, now } from '../db/clock.ts'
import { append, type Tx } from '../db/database.ts'
import { isUuid, newId } from '../db/id.ts'
import { announceChange } from './announce.ts'
import { checkArrival } from './check-arrival.ts'
import { enqueueDelivery } from './enqueue-delivery.ts'
import { loadMessages } from './present.ts'
import { noteRefusedCopies } from './refused-copies.ts'
import { applyDeletion, applyEdit, type Target } from './rewrite.ts'
import { applyWatermark, isOfMessage, type MessageWatermark } from './watermark.ts'

type Place = Readonly<{ workspaceId: string; channelId: string }>
type Update = InboundStatus | InboundReaction | InboundEdit | InboundDeletion | MessageWatermark

export function isUpdate(event: InboundEvent): event is Update {
  switch (event.kind) {
    case 'status':
    case 'reaction':
    case 'edit':
    case 'deletion':
      return true
    default:
      return event.kind === 'watermark' && isOfMessage(event)
  }
}

/** The provider's id of the message it is about. */
export function targetOf(update: Update): string {
  if (update.kind === 'watermark') return update.until.providerId
  return update.kind === 'status' ? update.providerId : update.targetProviderId
}

/** Applies it; false when its message is not here (yet). The caller holds the message's provider id. */
export async function applyUpdate(tx: Tx, place: Place, update: Update): Promise<boolean> {
  if (update.kind === 'status') return (await applyStatuses(tx, [{ place, update }])).length === 0
  if (update.kind === 'watermark') return applyWatermark(tx, place, update)
  const message = await lockTarget(tx, place, update)
  if (!message) return false

  switch (update.kind) {
    case 'reaction':
      await applyReaction(tx, message, update)
      break
    case 'edit':
      await applyEdit(tx, message, update)
      break
    case 'deletion':
      await applyDeletion(tx, message, update)
      break
    default:
      update satisfies never
  }
  return true
}

export async function park(tx: Tx, { workspaceId, channelId }: Place, update: Update): Promise<void> {
  await tx
    .insertInto('parked_update')
    .values({
      workspace_id: workspaceId,
      id: newId(),
      channel_id: channelId,
      provider_id: targetOf(update),
      data: JSON.stringify(update),
    })
    .execute()
}

/** Applies what was parked for a message that is there now. The caller holds its provider id. */
export async function unpark(tx: Tx, place: Place, providerId: string): Promise<void> {
  const parked = await tx
    .deleteFrom('parked_update')
    .where('workspace_id', '=', place.workspaceId)
    .where('channel_id', '=', place.channelId)
    .where('provider_id', '=', providerId)
    .returning(['id', 'data'])
    .execute()
  for (const { data } of parked.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    await applyUpdate(tx, place, data as unknown as Update)
  }
}

const ladder: readonly MessageState[] = ['pending', 'sending', 'unknown', 'sent', 'delivered', 'read', 'played']

/** States only move forward. A failure is final, unless a later receipt proves that the message arrived after all. */
export function nextState(now: MessageState, reported: InboundStatus['status']): MessageState | null {
  if (now === 'received') return null
  if (reported === 'failed') return ['delivered', 'read', 'played', 'failed'].includes(now) ? null : 'failed'
  if (now === 'failed') return reported === 'sent' ? null : reported
  return ladder.indexOf(reported) > ladder.indexOf(now) ? reported : null
}

export type StatusHere = Readonly<{ place: Place; update: InboundStatus }>

type Reported = {
  workspace_id: string
  id: string
  conversation_id: string
  channel_id: string
  author_type: 'contact' | 'member' | 'system'
  provider_id: string | null
  state: MessageState
  error: InboundStatus['error']
}
type Step = Readonly<{ row: Reported; state: MessageState; error: InboundStatus['error']; was: MessageState }>

/**
 * Applies receipts in their order. Answers those whose message is not here (yet). The caller holds the messages'
 * provider ids.
 */
export async function applyStatuses(tx: Tx, statuses: readonly StatusHere[]): Promise<StatusHere[]> {
  if (statuses.length === 0) return []
  const rows = await lockReported(tx, statuses)
  const byId = new Map(rows.map((row) => [`${row.channel_id} ${row.id}`, row]))
  const byProviderId = new Map(rows.map((row) => [`${row.channel_id} ${row.provider_id}`, row]))
  const missing: StatusHere[] = []
  const learnt: StatusHere[] = []
  const steps: Step[] = []
  const changed = new Set<Reported>()

  for (const status of statuses) {
    const { place, update } = status
    const row =
      byId.get(`${place.channelId} ${update.messageId}`) ?? byProviderId.get(`${place.channelId} ${update.providerId}`)
    if (!row) {
      missing.push(status)
      continue
    }
    // Sent again since: how an earlier try failed says nothing of this one.
    const isOfEarlierTry = row.provider_id !== null && row.provider_id !== update.providerId
    if (isOfEarlierTry && update.status === 'failed') continue
    // The receipt came before our send returned: from now on the provider's id finds the message too.
    if (row.provider_id === null && row.author_type === 'member') {
      row.provider_id = update.providerId
      changed.add(row)
      byProviderId.set(`${place.channelId} ${update.providerId}`, row)
      learnt.push(status)
    }
    if (await noteRefusedCopies(tx, row, update)) continue
    const state = nextState(row.state, update.status)
    if (state === null) continue
    const error = state === 'failed' ? update.error : null
    steps.push({ row, state, error, was: row.state })
    Object.assign(row, { state, error })
    changed.add(row)
  }

  await writeReported(tx, changed)
  await announceSteps(tx, steps)
  for (const { place, update } of learnt) await unpark(tx, place, update.providerId)
  // What stands behind a message whose fate was in doubt need not wait any longer.
  for (const { row, was, state } of steps) {
    await checkArrival(tx, { ...row, state: was }, state)
    if (was !== 'sending' && was !== 'pending') continue
    await enqueueDelivery(tx, { workspaceId: row.workspace_id, id: row.conversation_id }, new Date(now()))
  }
  return missing
}

// In the order of ids.
async function lockReported(tx: Tx, statuses: readonly StatusHere[]): Promise<Reported[]> {
  const wanted = statuses.map(({ place, update }) => ({
    ...{ workspace_id: place.workspaceId, channel_id: place.channelId, provider_id: update.providerId },
    id: update.messageId !== null && isUuid(update.messageId) ? update.messageId : null,
  }))
  const { rows } = await sql<Reported>`/* message.hold-reported */
    SELECT m.workspace_id, m.id, m.conversation_id, m.channel_id, m.author_type, m.provider_id, m.state, m.error
    FROM (
      SELECT DISTINCT w.workspace_id, w.channel_id, t.id
      FROM json_to_recordset(${JSON.stringify(wanted)}::json)
        AS w (workspace_id uuid, channel_id uuid, provider_id text, id uuid)
      CROSS JOIN LATERAL (
        SELECT m.id FROM message m WHERE m.workspace_id = w.workspace_id AND m.channel_id = w.channel_id
          AND m.provider_id = w.provider_id
        UNION ALL SELECT w.id WHERE w.id IS NOT NULL) AS t
      ORDER BY t.id) AS w
    CROSS JOIN LATERAL (SELECT m.* FROM message m WHERE m.workspace_id = w.workspace_id AND m.id = w.id
      AND m.channel_id = w.channel_id FOR NO KEY UPDATE OF m) AS m`.execute(tx)
  return rows
}

async function writeReported(tx: Tx, rows: ReadonlySet<Reported>): Promise<void> {
  if (rows.size === 0) return
  await sql`/* message.write-reported */
    UPDATE message AS m SET state = r.state, error = r.error, provider_id = r.provider_id
    FROM json_to_recordset(${JSON.stringify([...rows])}::json)
      AS r (workspace_id uuid, id uuid, state text, error jsonb, provider_id text)
    WHERE m.workspace_id = r.workspace_id AND m.id = r.id`.execute(tx)
}

async function announceSteps(tx: Tx, steps: readonly Step[]): Promise<void> {
  for (const [workspaceId, own] of Map.groupBy(steps, ({ row }) => row.workspace_id)) {
    const messages = await loadMessages(tx, workspaceId, [...new Set(own.map(({ row }) => row.id))])
    const byId = new Map(messages.map((message) => [message.id, message]))
    for (const { row, state, error } of own) {
      append(tx, {
        workspaceId,
        type: 'message.changed',
        subjectId: row.conversation_id,
        actor: { type: 'system', id: null },
        data: { message: { ...byId.get(row.id)!, state, error }, what: 'state' },
      })
    }
  }
}

async function lockTarget(
  tx: Tx,
  { workspaceId, channelId }: Place,
  update: Exclude<Update, InboundStatus | MessageWatermark>,
): Promise<Target | undefined> {
  return tx
    .selectFrom('message')
    .select(['workspace_id', 'id', 'conversation_id', 'author_type', 'author_id', 'text', 'edited_at', 'deleted_at'])
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .where('provider_id', '=', targetOf(update))
    .forNoKeyUpdate()
    .executeTakeFirst()
}

// One that was overtaken by a later one, or has come before, changes nothing.
async function applyReaction(
  tx: Tx,
  message: Target,
  { author: by = 'contact', emoji, at }: InboundReaction,
): Promise<void> {
  const { workspace_id: workspaceId, id } = message
  const { rows } =
    emoji === null
      ? await sql`DELETE FROM reaction WHERE workspace_id = ${workspaceId} AND message_id = ${id} AND by = ${by}
          AND at <= ${atOrNow(at)} RETURNING at`.execute(tx)
      : await sql`INSERT INTO reaction AS r (workspace_id, message_id, by, emoji, at)
          VALUES (${workspaceId}, ${id}, ${by}, ${emoji}, ${atOrNow(at)})
          ON CONFLICT (workspace_id, message_id, by) DO UPDATE SET emoji = excluded.emoji, at = excluded.at
          WHERE r.at <= excluded.at AND r.emoji <> excluded.emoji RETURNING at`.execute(tx)
  if (rows.length > 0)
    await announceChange(tx, message, 'reaction', { type: by === 'contact' ? 'contact' : 'system', id: null })
}
