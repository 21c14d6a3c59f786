import { sql } from 'kysely'
import { tryHoldForChange } from '../assignment/lock.ts'
import type { Tx } from '../db/database.ts'
import { found } from '../errors.ts'
import type { MemberRow } from '../members/present.ts'
import { lockMember, lockMembers } from '../members/queries.ts'
import { type ConversationRow, lockConversation } from './change.ts'

/**
 * Somebody else was given the conversation between two looks. It carries PostgreSQL's code for such a conflict, so that
 * the transaction runs again.
 */
class Overtaken extends Error {
  readonly code = '40001'
}

/** The conversation and whoever has it, both held: the member first, and no look before that, as everywhere. */
export async function lockWithAssignee(
  tx: Tx,
  workspaceId: string,
  id: string,
): Promise<{ row: ConversationRow; assignee: MemberRow | null }> {
  const assigneeId = await readAssignee(tx, workspaceId, id)
  const assignee = assigneeId === null ? null : found(await lockMember(tx, workspaceId, assigneeId))
  const row = await lockAsRead(tx, { workspaceId, id, assigneeId })
  return { row, assignee }
}

/** The same, with others held beside the assignee: for whoever does several things to a conversation. */
export async function lockWithMembers(
  tx: Tx,
  { workspaceId, id, memberIds }: Readonly<{ workspaceId: string; id: string; memberIds: readonly string[] }>,
): Promise<ConversationRow> {
  const assigneeId = await readAssignee(tx, workspaceId, id)
  await lockMembers(tx, workspaceId, [...new Set([...memberIds, ...(assigneeId === null ? [] : [assigneeId])])])
  const row = await lockAsRead(tx, { workspaceId, id, assigneeId })
  return row
}

async function readAssignee(tx: Tx, workspaceId: string, id: string): Promise<string | null> {
  const { assignee_id: assigneeId } = found(
    await tx
      .selectFrom('conversation')
      .select('assignee_id')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .executeTakeFirst(),
  )
  return assigneeId
}

type Read = Readonly<{ workspaceId: string; id: string; assigneeId: string | null }>

async function lockAsRead(tx: Tx, { workspaceId, id, assigneeId }: Read): Promise<ConversationRow> {
  const row = await lockConversation(tx, workspaceId, id)
  if (row.assignee_id !== assigneeId) throw new Overtaken('The conversation went to somebody else meanwhile.')
  return row
}

/**
 * The member, held, by somebody who holds conversations already: null when another one holds them at this moment, or
 * looks at the queues, since waiting now could be for ever.
 */
export async function tryLockMember(tx: Tx, workspaceId: string, id: string): Promise<MemberRow | null> {
  if (!(await tryHoldForChange(tx, workspaceId))) return null
  const row = await tx
    .selectFrom('member')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .skipLocked()
    .executeTakeFirst()
  return row ?? null
}

/**
 * Holds whoever snoozed conversations that these addresses may wake, and no look at the queues until then. Before any
 * conversation is held.
 */
export async function lockSleepers(
  tx: Tx,
  { workspaceId, channelId }: Readonly<{ workspaceId: string; channelId: string }>,
  addresses: readonly string[],
): Promise<void> {
  if (addresses.length === 0) return
  const { rows } = await sql<{ id: string }>`
    SELECT DISTINCT c.assignee_id AS id FROM identity AS i
    JOIN conversation AS c ON c.workspace_id = i.workspace_id AND c.contact_id = i.contact_id
    WHERE i.workspace_id = ${workspaceId} AND i.channel_id = ${channelId} AND i.address = ANY (${addresses}::text[])
      AND c.channel_id = i.channel_id AND c.status = 'snoozed' AND c.assignee_id IS NOT NULL`.execute(tx)
  // Nearly always nobody: then nobody who looks is waited for.
  await lockMembers(
    tx,
    workspaceId,
    rows.map(({ id }) => id),
  )
}
