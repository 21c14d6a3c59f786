import type { Actor, Message } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { HeldChannel, HeldChannels } from '../channels/hold.ts'
import type { Known } from '../contacts/find-or-make.ts'
import { priorityFor } from '../contacts/priority-rules.ts'
import type { Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { keepTeams } from '../teams/queries.ts'
import { findRoutedChannels } from '../workflows/routing/concerned.ts'
import { countAnswers } from '../workflows/shell/count-answers.ts'
import { changeConversation } from './change.ts'
import { lockSleepers } from './hold.ts'
import { leaveOffline } from './leave-offline.ts'
import type { ConversationState } from './present.ts'
import { unsnoozeConversation } from './snooze.ts'

/** Whose messages want a conversation. Each contact stands once on a channel. */
export type Wanted = Readonly<{
  workspaceId: string
  channelId: string
  contact: Known
  /** Everything that the sender is known by on the channel, where they are written to first. */
  addresses: readonly string[]
  author: 'contact' | 'member'
  /** A machine wrote it. */
  isAutomatic?: boolean | undefined
  /** On a threaded channel; several of a contact's go on beside each other, and others may write into one. */
  thread?: Thread | null | undefined
  /** In their order. */
  messages: readonly Pick<Message, 'kind' | 'text' | 'content'>[]
}>

/** `key`: the same for all conversations that go on with one another. */
export type Thread = Readonly<{ key: string; subject: string }>

/**
 * `isNew`: it is still to be stored, with its first messages in it. Any other is held. `isRouted`: it has no team, since
 * a workflow is to say whose it is. `answers`: so many of the messages, from the first on, it takes closed as it is; what
 * comes after them wants a conversation anew.
 */
export type Current = Readonly<{
  state: ConversationState
  isNew: boolean
  isRouted: boolean
  answers: number
  address: string | null
  thread: string
}>

/**
 * The conversations that contacts' messages belong to, in the order of the wishes: the current one, woken when it is
 * snoozed; else the last one when it was closed within the reopen window; else a new one in the channel's team, or in
 * none yet where a workflow may say whose it is. Whoever is reopened or new waits in the queue: never straight to
 * somebody who may be away or full. The caller holds the contacts' addresses, so that nobody edits them meanwhile.
 *
 * What a workflow has asked for in the last one goes there, however long ago that was closed, and leaves it closed: it is
 * for the workflow, and nobody else's to answer.
 *
 * What the business wrote in the provider's own app, and what a machine wrote, asks nothing of anybody: it goes where the
 * conversation stands, and opens and wakes none.
 *
 * A member may be opening another one of a contact's at this moment: then the transaction meets the rule that there is
 * one at a time, and runs again.
 */
export async function openConversations(
  tx: Tx,
  { channels, now }: HeldChannels,
  wanted: readonly Wanted[],
): Promise<Current[]> {
  const last = await findLast(tx, wanted)
  const answers = await findAnswers(tx, wanted, last, now)
  // What wakes goes on with whoever snoozed it only if they have room.
  for (const [index, { workspaceId, channelId, addresses }] of wanted.entries()) {
    if (last[index]?.status === 'snoozed' && asksForAnswer(wanted[index]!))
      await lockSleepers(tx, { workspaceId, channelId }, addresses)
  }
  const held = await hold(
    tx,
    wanted.flatMap((each, index) =>
      answers[index] === 0 && isOver(last[index], each, channels, now) ? [] : [idOf(each, last[index]!)],
    ),
  )
  const changed = await wake(tx, wanted, last, held)
  for (const [index, each] of wanted.entries()) {
    const state = held.get(last[index]?.id ?? '')
    const channel = channels.get(each.channelId)!
    if (!state || answers[index] !== 0 || goesOn(each, state) || !isRecent(state, channel, now)) continue
    await reopen(tx, state, each, channel)
    changed.set(state.id, each)
  }
  const again = [...changed].map(([id, { workspaceId }]) => ({ workspaceId, id }))
  for (const [id, state] of await hold(tx, again)) held.set(id, state)

  const states = wanted.map((each, index) => {
    const state = held.get(last[index]?.id ?? '')
    return state && (answers[index] !== 0 || goesOn(each, state)) ? state : null
  })
  const routed = await findRouted(
    tx,
    wanted.filter((each, index) => states[index] === null && asksForAnswer(each)),
    channels,
  )

  return wanted.map((each, index) => {
    const state = states[index]
    const thread = each.thread?.key ?? ''
    if (state) {
      const taken = state.status === 'closed' ? answers[index]! : 0
      return { state, isNew: false, isRouted: false, answers: taken, address: null, thread }
    }
    // Whoever wrote from one address is answered at that one.
    const goesByAddress = thread !== '' || last[index]?.goes_by_address
    const address = goesByAddress ? (each.addresses[0] ?? null) : null
    const channel = channels.get(each.channelId)!
    const isRouted = asksForAnswer(each) && routed.has(channel.id)
    const begun = opened(each, isRouted ? { ...channel, teamId: null } : channel, now)
    return { state: begun, isNew: true, isRouted, answers: 0, address, thread }
  })
}

// Nearly always nothing is new.
async function findRouted(
  tx: Tx,
  fresh: readonly Wanted[],
  channels: HeldChannels['channels'],
): Promise<ReadonlySet<string>> {
  if (fresh.length === 0) return new Set()
  const ids = new Set(fresh.map(({ channelId }) => channelId))
  return findRoutedChannels(
    tx,
    [...ids].map((id) => channels.get(id)!),
  )
}

/**
 * What is forgotten when a conversation comes into the queue anew: nobody was tried, no team was gone through, no
 * workflow wished anything.
 */
export const newInQueue = {
  queued_at: sql<Date>`clock_timestamp()`,
  queued_reason: null,
  tried: sql<string[]>`'{}'`,
  escalated_at: null,
  overflowed_from: sql<string[]>`'{}'`,
  assignment_wish: null,
}

type Id = Readonly<{ workspaceId: string; id: string }>
type Last = Readonly<{
  id: string | null
  status: ConversationState['status']
  closed_at: Date | null
  goes_by_address: boolean
}>

/** Whether somebody is to answer it. */
export function asksForAnswer({ author, isAutomatic }: Pick<Wanted, 'author' | 'isAutomatic'>): boolean {
  return author === 'contact' && !isAutomatic
}

function goesOn(each: Wanted, state: ConversationState | undefined): boolean {
  return state !== undefined && (state.status === 'open' || !asksForAnswer(each))
}

// Of what was closed long ago nothing is held: its rows are all over the disk, and it only tells that there is a new one.
function isOver(last: Last | undefined, each: Wanted, channels: HeldChannels['channels'], now: Date): boolean {
  if (!last?.id) return true
  return last.status === 'closed' && asksForAnswer(each) && !isRecent(last, channels.get(each.channelId)!, now)
}

function idOf({ workspaceId }: Wanted, { id }: Last): Id {
  return { workspaceId, id: id! }
}

// It may have been closed since we began.
function isRecent(
  { closed_at }: Pick<ConversationState, 'closed_at'>,
  { reopenHours }: HeldChannel,
  now: Date,
): boolean {
  return closed_at !== null && reopenHours > 0 && closed_at.getTime() > now.getTime() - reopenHours * 3_600_000
}

// After two contacts became one, each address goes on with its own; one without an address is for all of them.
async function findLast(tx: Tx, wanted: readonly Wanted[]): Promise<readonly (Last | undefined)[]> {
  const rows = wanted.flatMap((each, place) =>
    each.contact.isNew && !each.thread
      ? []
      : [
          {
            ...{ place, workspace_id: each.workspaceId, channel_id: each.channelId, contact_id: each.contact.id },
            ...{ addresses: each.addresses, thread: each.thread?.key ?? '' },
          },
        ],
  )
  if (rows.length === 0) return []
  const { rows: found } = await sql<Last & { place: number }>`/* conversation.find-last */
    SELECT w.place, coalesce(c.id, t.id) AS id, coalesce(c.status, t.status) AS status,
      coalesce(c.closed_at, t.closed_at) AS closed_at, o.id IS NOT NULL AS goes_by_address
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS w (place int, workspace_id uuid, channel_id uuid,
      contact_id uuid, addresses text[], thread text)
    LEFT JOIN LATERAL (SELECT o.id FROM conversation o WHERE o.workspace_id = w.workspace_id
      AND o.contact_id = w.contact_id AND o.channel_id = w.channel_id AND o.address IS NOT NULL LIMIT 1) AS o ON true
    LEFT JOIN LATERAL (SELECT c.id, c.status, c.closed_at FROM conversation c
      WHERE w.thread = '' AND c.workspace_id = w.workspace_id AND c.contact_id = w.contact_id
        AND c.channel_id = w.channel_id AND (c.address IS NULL OR c.address = ANY (w.addresses))
      ORDER BY c.status = 'closed', c.address IS NULL, c.created_at DESC LIMIT 1) AS c ON true
    LEFT JOIN LATERAL (SELECT t.id, t.status, t.closed_at FROM conversation t
      WHERE w.thread <> '' AND t.workspace_id = w.workspace_id AND t.channel_id = w.channel_id
        AND t.thread = w.thread AND t.thread <> ''
      ORDER BY t.status = 'closed', t.created_at DESC LIMIT 1) AS t ON true`.execute(tx)
  const byPlace = new Map(found.map((row) => [row.place, row]))
  return wanted.map((_, place) => byPlace.get(place))
}

// Nearly always nobody writes into what is closed, and nothing is asked there.
async function findAnswers(
  tx: Tx,
  wanted: readonly Wanted[],
  last: readonly (Last | undefined)[],
  now: Date,
): Promise<readonly number[]> {
  const written = wanted.flatMap((each, index) => {
    const { id, status } = last[index] ?? {}
    if (!id || status !== 'closed' || !asksForAnswer(each)) return []
    return [{ index, workspaceId: each.workspaceId, conversationId: id, messages: each.messages }]
  })
  const counts = await countAnswers(tx, written, now)
  const byIndex = new Map(written.map(({ index }, place) => [index, counts[place]!]))
  return wanted.map((_, index) => byIndex.get(index) ?? 0)
}

// In the order of ids, as everywhere.
async function hold(tx: Tx, ids: readonly Id[]): Promise<Map<string, ConversationState>> {
  if (ids.length === 0) return new Map()
  const sorted = ids.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const { rows } = await sql<ConversationState>`/* conversation.hold */
    SELECT c.*, k.name AS contact_name, h.type AS channel_type
    FROM (SELECT DISTINCT * FROM unnest(${sorted.map(({ workspaceId }) => workspaceId)}::uuid[],
      ${sorted.map(({ id }) => id)}::uuid[]) AS w (workspace_id, id) ORDER BY id) AS w
    CROSS JOIN LATERAL (SELECT c.* FROM conversation c WHERE c.workspace_id = w.workspace_id AND c.id = w.id
      FOR NO KEY UPDATE OF c) AS c
    CROSS JOIN LATERAL (SELECT k.name FROM contact k
      WHERE k.workspace_id = c.workspace_id AND k.id = c.contact_id OFFSET 0) AS k
    JOIN channel h ON h.workspace_id = c.workspace_id AND h.id = c.channel_id`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Wakes what sleeps, and takes from people who are away what they shall not keep. Answers which are changed. */
async function wake(
  tx: Tx,
  wanted: readonly Wanted[],
  last: readonly (Last | undefined)[],
  held: ReadonlyMap<string, ConversationState>,
): Promise<Map<string, Wanted>> {
  const changed = new Map<string, Wanted>()
  const written = wanted.flatMap((each, index) => {
    const state = held.get(last[index]?.id ?? '')
    return state && asksForAnswer(each) ? [{ ...each, state }] : []
  })
  for (const each of written) {
    if (each.state.status !== 'snoozed') continue
    const actor: Actor = { type: 'contact', id: each.contact.id }
    await unsnoozeConversation(tx, { workspaceId: each.workspaceId, id: each.state.id, actor, by: 'contact' })
    changed.set(each.state.id, each)
  }
  const kept = written.filter(({ state }) => state.status !== 'closed' && state.assignee_id !== null)
  const left = new Set(
    await leaveOffline(
      tx,
      kept.map(({ workspaceId, state }) => ({ workspaceId, id: state.id })),
    ),
  )
  for (const each of kept) if (left.has(each.state.id)) changed.set(each.state.id, each)
  return changed
}

async function reopen(
  tx: Tx,
  state: ConversationState,
  { workspaceId, contact }: Wanted,
  channel: HeldChannel,
): Promise<void> {
  await changeConversation(
    tx,
    state,
    {
      ...newInQueue,
      status: 'open',
      closed_at: null,
      assignee_id: null,
      assigned_at: null,
      assigned_by: null,
      priority: state.is_priority_manual ? state.priority : priorityFor(contact.valued, channel.priorityRules),
      // It goes on with the team it had, as long as that exists.
      team_id: (await keepTeams(tx, workspaceId, state.team_id === null ? [] : [state.team_id]))[0] ?? channel.teamId,
    },
    { type: 'conversation.reopened', actor: { type: 'contact', id: contact.id }, extra: { by: 'contact' } },
  )
}

function opened(each: Wanted, channel: HeldChannel, now: Date): ConversationState {
  const { workspaceId, channelId, contact, thread } = each
  const priority = priorityFor(contact.valued, channel.priorityRules)
  return {
    ...{ workspace_id: workspaceId, id: newId(), number: '0', channel_id: channelId, channel_type: channel.type },
    ...{ contact_id: contact.id, contact_name: contact.name, team_id: channel.teamId, priority },
    ...(asksForAnswer(each) ? { status: 'open', closed_at: null } : { status: 'closed', closed_at: now }),
    ...{ assignee_id: null, assigned_at: null, assigned_by: null, escalated_at: null, snoozed_until: null },
    ...{ is_priority_manual: false, tags: [], skill_ids: [], tried: [], unread_count: 0 },
    ...{ waiting_since: null, queued_since: now, created_at: now, last_activity_at: now },
    queue_order: new Date(now.getTime() - channel.boosts[priority] * 60_000),
    ...{ last_message: null, last_message_at: null, last_contact_message_at: null },
    subject: thread?.subject ?? null,
    ...{ fields: null, closing_category_id: null, closing_summary: null, undelivered: null },
  }
}
