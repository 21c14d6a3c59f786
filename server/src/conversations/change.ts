import { isDeepStrictEqual } from 'node:util'
import type { Actor, Conversation, ConversationChange, EventData, EventType, FieldValue, Priority } from '@fairlead/sdk'
import { type Expression, type RawBuilder, sql, type UpdateObject } from 'kysely'
import { channels } from '../channels/list.ts'
import { append, type NewEvent, type Tx } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'
import { AppError, found } from '../errors.ts'
import { readFieldValues } from '../fields/values.ts'
import { addJob } from '../jobs/add.ts'
import { requireSkills } from '../skills/queries.ts'
import { holdTags } from '../tags/hold.ts'
import { loadConversation } from './present.ts'

/**
 * The columns that make the order of the queue, for the priority (the row's) and since when it waits; null: for nothing
 * but a person, from now.
 */
export function placeInQueue(
  waitingSince: Expression<Date | null>,
  priority: Expression<string> = sql.ref('conversation.priority'),
): { queued_since: RawBuilder<Date>; queue_order: RawBuilder<Date> } {
  const since = sql<Date>`coalesce(${waitingSince}, now())`
  return { queued_since: since, queue_order: sql`${since} - ${boostOf(priority)}` }
}

/** Nobody waits for an answer. */
export const answered = sql<Date | null>`NULL::timestamptz`

/** Somebody answered: whoever did not before may be asked again. */
export const answeredByPerson = { tried: sql<string[]>`'{}'`, escalated_at: null }

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
  const movesInQueue = ('assignee_id' in set || 'status' in set) && !('queued_since' in set)
  const waitingSince = set.waiting_since === null ? answered : sql.ref<Date | null>('waiting_since')
  await tx
    .updateTable('conversation')
    .set({
      last_activity_at: sql`clock_timestamp()`,
      ...(movesInQueue ? placeInQueue(waitingSince, set.priority ? sql.val(set.priority as Priority) : undefined) : {}),
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

/** Sets priority, tags, needed skills or custom fields. Of `fields` only those given change; one set to null goes. */
export async function editConversation(
  tx: Tx,
  input: {
    workspaceId: string
    id: string
    actor: Actor
    priority?: Priority | undefined
    tags?: string[] | undefined
    skillIds?: string[] | undefined
    fields?: Readonly<Record<string, FieldValue>> | undefined
  },
): Promise<Conversation> {
  if (input.skillIds !== undefined) await requireSkills(tx, input.workspaceId, input.skillIds)
  await holdTags(tx, input, input.tags)
  const row = await lockConversation(tx, input.workspaceId, input.id)
  const priority = input.priority ?? row.priority
  const tags = input.tags === undefined ? row.tags : [...new Set(input.tags)]
  const skillIds = input.skillIds === undefined ? row.skill_ids : [...new Set(input.skillIds)]
  const knownFields = row.fields ?? {}
  const fields = input.fields === undefined ? knownFields : await mergedFields(tx, input, knownFields, input.fields)
  // Chosen by a person, even where it is what it was: no rule changes it from now on.
  const isPriorityManual = row.is_priority_manual || input.priority !== undefined
  const isSame =
    priority === row.priority &&
    isDeepStrictEqual(tags, row.tags) &&
    isDeepStrictEqual(skillIds, row.skill_ids) &&
    isDeepStrictEqual(fields, knownFields)
  if (isSame && isPriorityManual === row.is_priority_manual) {
    return found(await loadConversation(tx, input.workspaceId, input.id))
  }

  const set = {
    ...{ priority, tags, skill_ids: skillIds, is_priority_manual: isPriorityManual },
    fields: Object.keys(fields).length === 0 ? null : JSON.stringify(fields),
  }
  if (isSame) {
    await tx
      .updateTable('conversation')
      .set(set)
      .where('workspace_id', '=', input.workspaceId)
      .where('id', '=', input.id)
      .execute()
    return found(await loadConversation(tx, input.workspaceId, input.id))
  }
  return changeConversation(
    tx,
    row,
    { ...set, queue_order: sql<Date>`queued_since - ${boostOf(sql.val(priority))}` },
    { type: 'conversation.changed', actor: input.actor, extra: {} },
  )
}

async function mergedFields(
  tx: Tx,
  { workspaceId }: Readonly<{ workspaceId: string }>,
  before: Readonly<Record<string, FieldValue>>,
  given: Readonly<Record<string, FieldValue>>,
): Promise<Record<string, FieldValue>> {
  const read = await readFieldValues(tx, { workspaceId, subject: 'conversation' }, given, before)
  return Object.fromEntries(Object.entries({ ...before, ...read }).filter(([, value]) => value !== null))
}

/** What a priority is worth in the workspace of the row. */
function boostOf(priority: Expression<string>): RawBuilder<unknown> {
  return sql`make_interval(mins => (
    SELECT (w.boosts ->> ${priority})::int FROM workspace w WHERE w.id = conversation.workspace_id))`
}

/** Says that a member has seen everything in it. */
export async function markRead(
  tx: Tx,
  input: { workspaceId: string; id: string; actor: Actor },
): Promise<Conversation> {
  const row = await lockConversation(tx, input.workspaceId, input.id)
  if (row.unread_count === 0) return found(await loadConversation(tx, input.workspaceId, input.id))
  await enqueueReadMark(tx, row)
  return changeConversation(
    tx,
    row,
    { unread_count: 0, last_activity_at: row.last_activity_at },
    { type: 'conversation.read', actor: input.actor, extra: {} },
  )
}

// Where the contact can be shown it.
async function enqueueReadMark(tx: Tx, { workspace_id: workspaceId, id, channel_id }: ConversationRow): Promise<void> {
  const channel = await tx
    .selectFrom('channel')
    .select('type')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', channel_id)
    .executeTakeFirst()
  if (!channel || !channels[channel.type].adapter?.markRead) return
  await addJob(tx, 'conversation.mark-read', { workspaceId, id }, { key: `mark-read:${id}` })
}

/** @throws {AppError} `conversation_closed` */
export function requireOpen(row: { status: string }): void {
  if (row.status === 'closed') throw new AppError('conversation_closed')
}
