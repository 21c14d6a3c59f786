import type { Actor } from '@fairlead/sdk'
import { sql } from 'kysely'
import { append, type Tx } from '../db/database.ts'
import { refusal } from '../errors.ts'

type Note = Readonly<{
  workspaceId: string
  conversationId: string
  messageId: string
  authorId: string
  /** Where the author is no member. */
  actor?: Actor
}>

/**
 * The members that a note may name, each once.
 * @throws {AppError} `unknown_reference`, for somebody who is not here, or no longer
 */
export async function requireMentionable(tx: Tx, workspaceId: string, wanted: readonly string[]): Promise<string[]> {
  const ids = [...new Set(wanted)]
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('member')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .where('deactivated_at', 'is', null)
    .execute()
  const known = new Set(rows.map(({ id }) => id))
  const unknown = ids.flatMap((id, index) =>
    known.has(id) ? [] : [{ path: `mentionIds.${index}`, message: 'there is no such active member' }],
  )
  if (unknown.length > 0) throw refusal('unknown_reference', unknown)
  return ids
}

/** Has each of them told; nobody tells themself. */
export async function mention(tx: Tx, note: Note, memberIds: readonly string[]): Promise<void> {
  const { workspaceId, conversationId, messageId, authorId, actor = { type: 'member', id: authorId } } = note
  const told = memberIds.filter((id) => id !== authorId)
  if (told.length === 0) return
  await tx
    .insertInto('mention')
    .values(
      told.map((memberId) => ({
        ...{ workspace_id: workspaceId, member_id: memberId, message_id: messageId },
        ...{ conversation_id: conversationId, at: sql<Date>`clock_timestamp()` },
      })),
    )
    .execute()
  for (const memberId of told) {
    append(tx, {
      ...{ workspaceId, type: 'mention.created', subjectId: conversationId, actor },
      data: { conversationId, messageId, memberId },
    })
  }
}

/** A member has looked at the conversation, and with it at everything in it that names them. */
export async function seeMentions(
  tx: Tx,
  { workspaceId, id, memberId }: Readonly<{ workspaceId: string; id: string; memberId: string }>,
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('mention')
    .set({ seen_at: sql<Date>`clock_timestamp()` })
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', id)
    .where('member_id', '=', memberId)
    .where('seen_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return
  append(tx, {
    ...{ workspaceId, type: 'mention.seen', subjectId: id, actor: { type: 'member', id: memberId } },
    data: { conversationId: id, memberId },
  })
}
