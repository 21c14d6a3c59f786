import { isDeepStrictEqual } from 'node:util'
import type { Actor, Conversation, ConversationChange, EventData, EventType, Priority } from '@fairlead/sdk'
import { type Expression, type RawBuilder, sql, type UpdateObject } from 'kysely'
import { append, type NewEvent, type Tx } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'
import { AppError, found } from '../errors.ts'
import { loadConversation } from './present.ts'

/** How far a priority moves a conversation ahead in the queue; the engine's numbers, for the database's order. */
const boost = sql`make_interval(mins =>
  CASE priority WHEN 'urgent' THEN 1440 WHEN 'high' THEN 60 WHEN 'low' THEN -60 ELSE 0 END)`

/** The order of the queue for the row's priority and since when it waits; null: for nothing but a person, from now. */
export function queueOrder(waitingSince: Expression<Date | null>): RawBuilder<Date> {
  return sql`coalesce(${waitingSince}, now()) - ${boost}`
}

/** Nobody waits for an answer. */
export const answered = sql<Date | null>`NULL::timestamptz`

export type ConversationRow = Awaited<ReturnType<typeof lockConversation>>

/** The row, held until the transaction ends. Whoever also locks members has locked those before. */
export async function lockConversation(tx: Tx, workspaceId: string, id: string) {
  return found(
    await tx
      .selectFrom('conversation')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .forNoKeyUpdate()
      .executeTakeFirst(),
  )
}

type Extra<T extends EventType> = Omit<EventData<T>, 'conversation'>
type ChangingEvent = Exclude<Extract<EventType, `conversation.${string}`>, 'conversation.opened'>

/**
 * Writes a change to a conversation that the transaction has locked, and its event: exactly the fields of the
 * resource that differ afterwards.
 */
export async function changeConversation<T extends ChangingEvent>(
  tx: Tx,
  before: { workspace_id: string; id: string },
  set: UpdateObject<Tables, 'conversation', 'conversation'>,
  event: { type: T; actor: Actor; extra: Extra<T> },
): Promise<Conversation> {
  const { workspace_id: workspaceId, id } = before
  const old = found(await loadConversation(tx, workspaceId, id))
  const movesInQueue = 'assignee_id' in set || 'status' in set
  const waitingSince = set.waiting_since === null ? answered : sql.ref<Date | null>('waiting_since')
  await tx
    .updateTable('conversation')
    .set({
      last_activity_at: sql`clock_timestamp()`,
      ...(movesInQueue ? { queue_order: queueOrder(waitingSince) } : {}),
      ...set,
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()

  const conversation = found(await loadConversation(tx, workspaceId, id))
  append(tx, {
    workspaceId,
    type: event.type,
    subjectId: id,
    actor: event.actor,
    data: { ...event.extra, conversation: differenceOf(old, conversation) },
  } as unknown as NewEvent)
  return conversation
}

/** The fields of `after` that are not as in `before`, with the id. */
export function differenceOf(before: Conversation, after: Conversation): ConversationChange {
  const changed = Object.entries(after).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key as keyof Conversation]),
  )
  return { ...Object.fromEntries(changed), id: after.id }
}

/** Sets priority or tags. */
export async function editConversation(
  tx: Tx,
  input: {
    workspaceId: string
    id: string
    actor: Actor
    priority?: Priority | undefined
    tags?: string[] | undefined
  },
): Promise<Conversation> {
  const row = await lockConversation(tx, input.workspaceId, input.id)
  const priority = input.priority ?? row.priority
  const tags = input.tags === undefined ? row.tags : [...new Set(input.tags)]
  if (priority === row.priority && isDeepStrictEqual(tags, row.tags)) {
    return found(await loadConversation(tx, input.workspaceId, input.id))
  }
  if (priority !== row.priority) await moveInQueue(tx, row, priority)
  return changeConversation(
    tx,
    row,
    { priority, tags },
    { type: 'conversation.changed', actor: input.actor, extra: {} },
  )
}

// By what the priorities differ: who was answered once and waits again has no other mark of the time than their place.
async function moveInQueue(tx: Tx, { workspace_id, id }: ConversationRow, priority: Priority): Promise<void> {
  await sql`
    UPDATE conversation SET queue_order = queue_order + ${boost} - (SELECT ${boost} FROM (VALUES (${priority})) AS p (priority))
    WHERE workspace_id = ${workspace_id} AND id = ${id}`.execute(tx)
}

/** Says that a member has seen everything in it. */
export async function markRead(
  tx: Tx,
  input: { workspaceId: string; id: string; actor: Actor },
): Promise<Conversation> {
  const row = await lockConversation(tx, input.workspaceId, input.id)
  if (row.unread_count === 0) return found(await loadConversation(tx, input.workspaceId, input.id))
  return changeConversation(
    tx,
    row,
    { unread_count: 0, last_activity_at: row.last_activity_at },
    { type: 'conversation.read', actor: input.actor, extra: {} },
  )
}

/** @throws {AppError} `conversation_closed` */
export function requireOpen(row: { status: string }): void {
  if (row.status === 'closed') throw new AppError('conversation_closed')
}
