import { sql } from 'kysely'
import { append, type Tx } from '../db/database.ts'
import { isEmpty, presentDraft } from './draft.ts'

/** Drafts that answer a message answer none any more: what it said is in them, too. */
export async function forgetQuote(
  tx: Tx,
  { workspaceId, messageId }: Readonly<{ workspaceId: string; messageId: string }>,
): Promise<void> {
  const rows = await tx
    .selectFrom('draft')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where(sql<boolean>`data #>> '{replyTo,id}' = ${messageId}`)
    .orderBy('member_id')
    .forUpdate()
    .execute()
  for (const row of rows) {
    const { member_id: memberId, conversation_id: conversationId } = row
    const { conversationId: _, version, updatedAt: __, ...before } = presentDraft(row)
    const content = { ...before, replyTo: null }
    await tx
      .updateTable('draft')
      .set({ data: JSON.stringify({ ...content, isEmpty: isEmpty(content) }), version: version + 1 })
      .where('workspace_id', '=', workspaceId)
      .where('member_id', '=', memberId)
      .where('conversation_id', '=', conversationId)
      .execute()
    append(tx, {
      ...{ workspaceId, type: 'draft.changed', subjectId: conversationId, actor: { type: 'system', id: null } },
      data: { conversationId, memberId, version: version + 1 },
    })
  }
}
