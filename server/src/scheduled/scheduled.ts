import type { Actor, ScheduledMessage } from '@fairlead/sdk'
import type { Selectable } from 'kysely'
import { forgetUnsent } from '../conversations/undelivered.ts'
import { append, type Db, type Tx } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'
import { addJob } from '../jobs/add.ts'

type Row = Selectable<Tables['scheduled_message']>

function presentScheduled(row: Row): ScheduledMessage {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    memberId: row.member_id,
    body: row.body,
    dueAt: row.due_at.toISOString(),
    error: row.error,
    createdAt: row.created_at.toISOString(),
  }
}

export async function listScheduled(db: Db, workspaceId: string, conversationId: string): Promise<ScheduledMessage[]> {
  const rows = await db
    .selectFrom('scheduled_message')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .orderBy('due_at')
    .orderBy('id')
    .execute()
  return rows.map(presentScheduled)
}

/** The row, held: before its conversation, wherever both are. */
export async function holdScheduled(tx: Tx, workspaceId: string, id: string): Promise<Row | undefined> {
  return tx
    .selectFrom('scheduled_message')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export function jobKeyOf(id: string): string {
  return `scheduled:${id}`
}

export async function enqueueScheduled(
  tx: Tx,
  { workspaceId, id, dueAt }: Readonly<{ workspaceId: string; id: string; dueAt: Date }>,
): Promise<void> {
  await addJob(tx, 'message.send-scheduled', { workspaceId, id }, { runAt: dueAt, key: jobKeyOf(id) })
}

export function tellScheduled(
  tx: Tx,
  type: 'scheduled_message.created' | 'scheduled_message.changed',
  row: Row,
  actor: Actor,
): ScheduledMessage {
  const scheduledMessage = presentScheduled(row)
  append(tx, {
    ...{ workspaceId: row.workspace_id, type, subjectId: row.conversation_id, actor },
    data: { scheduledMessage },
  })
  return scheduledMessage
}

export async function removeScheduled(
  tx: Tx,
  row: Pick<Row, 'workspace_id' | 'id' | 'conversation_id'>,
  { by, actor }: Readonly<{ by: 'member' | 'sent' | 'forgotten'; actor: Actor }>,
): Promise<void> {
  const { workspace_id: workspaceId, id, conversation_id: conversationId } = row
  await tx.deleteFrom('scheduled_message').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
  await forgetUnsent(tx, { workspaceId, conversationId, id })
  append(tx, {
    ...{ workspaceId, type: 'scheduled_message.deleted', subjectId: conversationId, actor },
    data: { id, conversationId, by },
  })
}
