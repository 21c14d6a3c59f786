import type { Message } from '@fairlead/sdk'
import { sql } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import { withSize } from '../attachments/claim.ts'
import type { Db, Tx } from '../db/database.ts'

/** Messages as the contract shows them, in the order of their ids. */
export async function loadMessages(
  db: Db | Tx,
  workspaceId: string,
  ids: readonly string[],
  order: 'asc' | 'desc' = 'asc',
): Promise<Message[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('message as m')
    .selectAll('m')
    .select((query) => [
      jsonArrayFrom(
        query
          .selectFrom('attachment as a')
          .select([
            'a.id',
            'a.name',
            'a.type',
            'a.state',
            'a.is_voice as isVoice',
            'a.width',
            'a.height',
            'a.error',
            sql<boolean>`a.content_id IS NOT NULL`.as('isInline'),
            sql<number>`a.size::float8`.as('size'),
          ])
          .whereRef('a.workspace_id', '=', 'm.workspace_id')
          .whereRef('a.message_id', '=', 'm.id')
          .orderBy('a.position')
          .orderBy('a.id'),
      ).as('attachments'),
      jsonArrayFrom(
        query
          .selectFrom('reaction as r')
          .select(['r.by', 'r.emoji'])
          .whereRef('r.workspace_id', '=', 'm.workspace_id')
          .whereRef('r.message_id', '=', 'm.id')
          .orderBy('r.by'),
      ).as('reactions'),
      jsonObjectFrom(
        query
          .selectFrom('message as q')
          .select([
            'q.id',
            'q.author_name as authorName',
            sql<string>`CASE WHEN q.deleted_at IS NULL THEN left(q.text, 200) ELSE '' END`.as('text'),
          ])
          .whereRef('q.workspace_id', '=', 'm.workspace_id')
          .whereRef('q.id', '=', 'm.reply_to_id'),
      ).as('reply_to'),
    ])
    .where('m.workspace_id', '=', workspaceId)
    .where('m.id', 'in', ids)
    .orderBy('m.id', order)
    .execute()

  return rows.map((row) => ({
    id: row.id,
    conversationId: row.conversation_id,
    author: { type: row.author_type, id: row.author_id, name: row.author_name },
    isNote: row.is_note,
    kind: row.kind as Message['kind'],
    text: row.deleted_at ? '' : row.text,
    content: row.content,
    attachments: row.deleted_at
      ? []
      : row.attachments.map(({ isInline, error, ...each }) => ({
          ...withSize(each),
          ...(isInline && { isInline }),
          ...(error && { error }),
        })),
    replyTo: row.reply_to,
    reactions: row.reactions,
    mentionIds: row.mention_ids,
    state: row.state,
    error: row.error,
    clientId: row.client_id,
    editedAt: row.edited_at?.toISOString() ?? null,
    deletedAt: row.deleted_at?.toISOString() ?? null,
    at: row.at.toISOString(),
  }))
}

export async function loadMessage(db: Db | Tx, workspaceId: string, id: string): Promise<Message | null> {
  const [message] = await loadMessages(db, workspaceId, [id])
  return message ?? null
}

/** What lists show of a message in one line. */
export function previewOf(message: { text: string; kind: string; attachments?: readonly { name: string }[] }): string {
  const text = message.text.trim().replace(/\s+/g, ' ')
  if (text !== '') return text.length > 160 ? `${text.slice(0, 159).toWellFormed()}…` : text
  return message.attachments?.[0]?.name ?? ''
}
