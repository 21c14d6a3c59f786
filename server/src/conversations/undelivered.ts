/** What a conversation says of messages of ours that the contact has not got, so that it is seen without opening it. */
import type { Actor, Conversation } from '@fairlead/sdk'
import type { Database, Tx } from '../db/database.ts'
import type { JobPayloads } from '../jobs/list.ts'
import { changeConversation, lockConversation } from './change.ts'

type Undelivered = Conversation['undelivered']

/** More than anybody sees to one by one. */
const most = 20

const system: Actor = { type: 'system', id: null }

/** The job: whatever has become of the message by now is said. What somebody wrote after is said to have been seen. */
export async function noteArrival(
  database: Database,
  { workspaceId, id, messageId, at }: JobPayloads['conversation.check-arrival'],
): Promise<void> {
  await database.transact(async (tx) => {
    const exists = await tx
      .selectFrom('conversation')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .executeTakeFirst()
    if (!exists) return
    const row = await lockConversation(tx, workspaceId, id)
    const state = await stateOf(tx, workspaceId, messageId)
    const isNews = state !== null && !(await isAnsweredSince(tx, { workspaceId, id, at }))
    await replace(tx, row, messageId, isNews ? state : null)
  })
}

/** A scheduled message could not go out. The caller holds it. */
export async function noteUnsent(
  tx: Tx,
  { workspaceId, conversationId, id }: Readonly<{ workspaceId: string; conversationId: string; id: string }>,
): Promise<void> {
  await replace(tx, await lockConversation(tx, workspaceId, conversationId), id, 'unsent')
}

/** It is gone, or goes out anew. The caller holds it. */
export async function forgetUnsent(
  tx: Tx,
  { workspaceId, conversationId, id }: Readonly<{ workspaceId: string; conversationId: string; id: string }>,
): Promise<void> {
  await replace(tx, await lockConversation(tx, workspaceId, conversationId), id, null)
}

/** Whoever writes anew has seen what did not arrive; what did not even go out still waits for somebody. */
export function afterReply(before: Undelivered | null): Undelivered | null {
  const kept = (before ?? []).filter(({ state }) => state === 'unsent')
  return kept.length === 0 ? null : kept
}

export function inColumn(undelivered: Undelivered | null): string | null {
  return undelivered === null || undelivered.length === 0 ? null : JSON.stringify(undelivered)
}

async function replace(
  tx: Tx,
  row: Awaited<ReturnType<typeof lockConversation>>,
  messageId: string,
  state: Undelivered[number]['state'] | null,
): Promise<void> {
  const before = row.undelivered ?? []
  if (before.find((each) => each.messageId === messageId)?.state === (state ?? undefined)) return
  const others = before.filter((each) => each.messageId !== messageId)
  const after = state === null ? others : [...others, { messageId, state }].slice(-most)
  await changeConversation(
    tx,
    row,
    // That something is seen to is no activity in it.
    { undelivered: inColumn(after), ...(state === null ? { last_activity_at: row.last_activity_at } : {}) },
    { type: 'conversation.changed', actor: system, extra: {} },
  )
}

// What was not sent since it had become untrue is missed by nobody.
async function stateOf(tx: Tx, workspaceId: string, id: string): Promise<'failed' | 'unknown' | null> {
  const message = await tx
    .selectFrom('message')
    .select(['state', 'error'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (message === undefined || message.error?.code === 'superseded') return null
  return message.state === 'failed' || message.state === 'unknown' ? message.state : null
}

async function isAnsweredSince(
  tx: Tx,
  { workspaceId, id, at }: Readonly<{ workspaceId: string; id: string; at: string }>,
): Promise<boolean> {
  const later = await tx
    .selectFrom('message')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', id)
    .where('author_type', '=', 'member')
    .where('is_note', '=', false)
    .where('at', '>', new Date(at))
    .limit(1)
    .executeTakeFirst()
  return later !== undefined
}
