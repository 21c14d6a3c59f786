/**
 * Tells a customer what is due, in one transaction that holds the conversation: the question is asked again under that
 * lock, so that nothing stale is said, and the row that says "told" commits with the message, so that nothing is said
 * twice, however many look and whenever one of them is killed.
 *
 * The message is nobody's answer: it leaves alone who waits, what is unread, and the conversation's place in every list.
 */
import type { Actor } from '@fairlead/sdk'
import { type RawBuilder, sql } from 'kysely'
import { type AssigningTeam, loadPolicy } from '../assignment/policy.ts'
import { channels } from '../channels/list.ts'
import { lockConversation } from '../conversations/change.ts'
import { leftInWindow } from '../conversations/may-write.ts'
import { append, type Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { found } from '../errors.ts'
import { enqueueDelivery } from '../messages/enqueue-delivery.ts'
import { loadMessage } from '../messages/present.ts'
import { splitText } from '../messages/split.ts'
import { type Due, dueMessages, type Estimate } from './due.ts'
import { estimateIn } from './eta.ts'
import { expectedReplyMs } from './expected-reply.ts'
import { type Facts, loadFacts, readClock } from './facts.ts'
import { laterPieceOf } from './overtaken.ts'
import { holdPromisingTeams, makePromise, settlePromises } from './promises.ts'
import { loadQueueNow, type QueueNow } from './queue-state.ts'
import { checkText, type ExpectationValues, renderExpectation } from './templates.ts'
import { valuesOf } from './values.ts'
import { chooseText, describeReplyWithin } from './wording.ts'

const system: Actor = { type: 'system', id: null }

type Conversation = Readonly<{ workspaceId: string; id: string }>

type Context = Readonly<{
  /** Instead of the database's clock. */
  at?: number | undefined
  /** The queue as it was a moment ago, where many are told at once. */
  queue?: QueueNow | undefined
}>

/** Settles the conversation's promises and tells what is due. Answers how many messages were written. */
export async function tell(
  tx: Tx,
  { workspaceId, id }: Conversation,
  { at, queue: known }: Context = {},
): Promise<number> {
  await holdPromisingTeams(tx, { workspaceId, id })
  await lockConversation(tx, workspaceId, id)
  const now = at ?? (await readClock(tx))
  await settlePromises(tx, { workspaceId, id }, now)
  const facts = found((await loadFacts(tx, workspaceId, [id], now))[0])
  const team = facts.teamId === null ? null : await loadPolicy(tx, workspaceId, facts.teamId, now)
  if (team === null) return 0

  const loadQueue = async () => (known?.stateOf(id) ? known : await loadQueueNow(tx, team, now))
  const queue = dependsOnQueue(facts, team) ? await loadQueue() : null
  const due = dueFor(facts, team, queue, now)
  if (due.length === 0) return 0
  const estimate = facts.assigneeId === null ? estimateIn(queue ?? (await loadQueue()), team, facts, now) : null
  for (const each of due) await write(tx, { facts, team, due: each, estimate, now })
  return due.length
}

/** What is due for a conversation; `queue` is null unless it `dependsOnQueue`. */
export function dueFor(facts: Facts, team: AssigningTeam, queue: QueueNow | null, now: number): Due[] {
  return dueMessages(facts, {
    now,
    settings: team.settings,
    calendar: team.calendar,
    estimate: () => queue && estimateIn(queue, team, facts, now),
    isAnyoneOnline: () => queue?.isAnyoneOnline ?? true,
  })
}

/** Whether it takes the queue to know if something is due. */
export function dependsOnQueue({ assigneeId, waitingSince, status }: Facts, { settings }: AssigningTeam): boolean {
  const { messages, overflow } = settings
  const isConditional = messages.overCapacity !== null && overflow !== null && overflow.teamId === null
  return (
    assigneeId === null &&
    waitingSince !== null &&
    status === 'open' &&
    (messages.queueUpdate !== null || isConditional)
  )
}

type Writing = Readonly<{ facts: Facts; team: AssigningTeam; due: Due; estimate: Estimate | null; now: number }>

async function write(tx: Tx, writing: Writing): Promise<void> {
  const { facts, team, due, estimate, now } = writing
  const { workspaceId, id } = facts
  const { text: template, locale } = chooseText(due.text, facts.contactLocale)
  const measured = due.kind === 'assigned' ? await expectedReplyMs(tx, team, facts.assigneeId, now) : null
  const values = valuesOf(team, { ...facts, now, locale, estimate, expectedReplyMs: measured })
  const text = toText(template, values)
  const pieces = await toPieces(tx, facts, text)

  const messageId = pieces.length === 0 ? null : newId()
  await tx
    .insertInto('expectation')
    .values({
      workspace_id: workspaceId,
      conversation_id: id,
      kind: due.kind,
      state: due.state,
      told_at: new Date(now),
      message_id: messageId,
      announced: estimate && JSON.stringify(estimate),
    })
    .execute()
  if (messageId === null) return
  await storeMessages(tx, writing, messageId, pieces)
  await promise(tx, writing, {
    text,
    values,
    measured,
    withoutValue: (name) => toText(template, { ...values, [name]: null }),
  })
}

// A text that was saved and yet cannot be rendered is not told, rather than tried again for ever.
function toText(template: string, values: ExpectationValues): string {
  return checkText(template).length > 0 ? '' : renderExpectation(template, values).trim()
}

// All of it or nothing, where the provider takes only so many messages until the contact answers.
async function toPieces(tx: Tx, { workspaceId, id, channelType }: Facts, text: string): Promise<string[]> {
  const pieces = splitText(text, channels[channelType].capabilities.text)
  const left = await leftInWindow(tx, { workspace_id: workspaceId, id }, channelType)
  return left !== null && pieces.length > left ? [] : pieces
}

async function storeMessages(tx: Tx, writing: Writing, firstId: string, pieces: readonly string[]): Promise<void> {
  const { workspaceId, id, channelType } = writing.facts
  const isSentByProvider = channels[channelType].adapter !== null
  for (const [index, text] of pieces.entries()) {
    const place =
      index === 0 ? { id: firstId, clientId: null } : { id: newId(), clientId: laterPieceOf(firstId, index) }
    await storeMessage(tx, writing, { ...place, text, state: isSentByProvider ? 'pending' : 'sent' })
  }
  if (isSentByProvider) await enqueueDelivery(tx, { workspaceId, id })
}

type Piece = Readonly<{ id: string; clientId: string | null; text: string; state: 'pending' | 'sent' }>

async function storeMessage(tx: Tx, { facts, team, due }: Writing, piece: Piece): Promise<void> {
  const { workspaceId, id } = facts
  await tx
    .insertInto('message')
    .values({
      workspace_id: workspaceId,
      id: piece.id,
      conversation_id: id,
      channel_id: facts.channelId,
      author_type: 'system',
      author_id: null,
      author_name: team.name,
      kind: 'text',
      text: piece.text,
      content: JSON.stringify({ expectation: due.kind }),
      client_id: piece.clientId,
      state: piece.state,
      at: clock,
    })
    .execute()
  const message = found(await loadMessage(tx, workspaceId, piece.id))
  append(tx, {
    workspaceId,
    type: 'message.created',
    subjectId: id,
    actor: system,
    data: { message, conversation: { id } },
  })
}

const clock: RawBuilder<Date> = sql`clock_timestamp()`

type Said = Readonly<{
  text: string
  values: ExpectationValues
  measured: number | null
  /** The same text, had that value not been known. */
  withoutValue: (name: keyof ExpectationValues) => string
}>

// Only what the customer could really read in it: the value is there, and because of itself.
async function promise(
  tx: Tx,
  { facts, team, due, estimate, now }: Writing,
  { text, values, measured, withoutValue }: Said,
): Promise<void> {
  const base = { workspaceId: facts.workspaceId, conversationId: facts.id, teamId: team.id, madeAt: now }
  const says = (name: keyof ExpectationValues) =>
    values[name] !== null && text.includes(String(values[name])) && withoutValue(name) !== text

  if (measured !== null && says('expected_reply')) {
    const latestAt = team.calendar.addBusinessMs(now, describeReplyWithin(measured, 'en').ms)
    await makePromise(tx, { ...base, kind: 'reply', told: String(values.expected_reply), position: null, latestAt })
  }
  if (due.kind === 'assigned' || estimate === null) return
  const { position, announcement } = estimate
  if (announcement && says('eta')) {
    await makePromise(tx, {
      ...base,
      kind: 'wait',
      told: String(values.eta),
      position,
      latestAt: announcement.latestAt,
    })
    await recordPromise(tx, facts, String(values.eta))
  } else if (says('position')) {
    await makePromise(tx, { ...base, kind: 'position', told: String(position), position, latestAt: null })
  }
}

// The decision that the customer was told about says what they were told.
async function recordPromise(tx: Tx, { workspaceId, id }: Facts, told: string): Promise<void> {
  await sql`UPDATE decision SET data = jsonb_set(data, '{promise}', to_jsonb(${told}::text))
    WHERE workspace_id = ${workspaceId} AND id = (SELECT id FROM decision
      WHERE workspace_id = ${workspaceId} AND conversation_id = ${id} ORDER BY id DESC LIMIT 1)`.execute(tx)
}
