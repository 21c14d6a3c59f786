import { sql } from 'kysely'
import { now } from '../db/clock.ts'
import type { Tx } from '../db/database.ts'
import { forgetQuote } from '../drafts/forget-quote.ts'
import { addJob } from '../jobs/add.ts'
import { forgetMessages } from '../search/index-messages.ts'

type Erased = Readonly<{ workspace_id: string; id: string; conversation_id: string }>

/**
 * Keeps nothing of what a message said: not in its row, not in its files, not in the search, not in what somebody began
 * to answer, and not in the log either, where only that it was there remains; and soon not in what workflows learned from
 * it. Providers' terms ask for it when a customer takes a message back.
 */
export async function eraseMessage(tx: Tx, { workspace_id, id, conversation_id }: Erased): Promise<void> {
  const message = await tx
    .updateTable('message')
    .set({ text: '', content: '{}', provider_data: null })
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .returning('at')
    .executeTakeFirst()
  if (!message) return
  await removeAttachments(tx, { workspaceId: workspace_id, messageId: id })
  await tx.deleteFrom('mail').where('workspace_id', '=', workspace_id).where('message_id', '=', id).execute()
  await forgetMessages(tx, workspace_id, [id])
  await forgetQuote(tx, { workspaceId: workspace_id, messageId: id })
  await eraseFromLog(tx, { workspace_id, id, conversation_id }, message.at)
  await eraseFromRuns(tx, { workspace_id, id, conversation_id })
}

/** Its attachments; the files go once that is committed. */
export async function removeAttachments(
  tx: Tx,
  { workspaceId, messageId }: Readonly<{ workspaceId: string; messageId: string }>,
): Promise<void> {
  const files = await tx
    .deleteFrom('attachment')
    .where('workspace_id', '=', workspaceId)
    .where('message_id', '=', messageId)
    .returning('id')
    .execute()
  for (const { id } of files) await addJob(tx, 'attachment.remove', { workspaceId, id }, { key: `remove:${id}` })
}

async function eraseFromLog(tx: Tx, { workspace_id, id, conversation_id }: Erased, at: Date): Promise<void> {
  await sql`
    UPDATE event SET data = jsonb_set(data, '{message}',
      data -> 'message' || '{"text": "", "content": {}, "attachments": []}'::jsonb)
    WHERE workspace_id = ${workspace_id} AND subject_id = ${conversation_id} AND data #>> '{message,id}' = ${id}`.execute(
    tx,
  )
  // What lists showed of it.
  await sql`
    UPDATE event SET data = jsonb_set(data, '{conversation,lastMessage,text}', '""'::jsonb)
    WHERE workspace_id = ${workspace_id} AND subject_id = ${conversation_id}
      AND data #>> '{conversation,lastMessage,at}' = ${at.toISOString()}`.execute(tx)
  // What answers to it quoted.
  await sql`
    UPDATE event SET data = jsonb_set(data, '{message,replyTo,text}', '""'::jsonb)
    WHERE workspace_id = ${workspace_id} AND data #>> '{message,replyTo,id}' = ${id}
      AND subject_id IN (SELECT m.conversation_id FROM conversation own
        JOIN conversation c ON c.workspace_id = own.workspace_id AND c.channel_id = own.channel_id
          AND c.contact_id = own.contact_id
        JOIN message m ON m.workspace_id = c.workspace_id AND m.conversation_id = c.id AND m.reply_to_id = ${id}
        WHERE own.workspace_id = ${workspace_id} AND own.id = ${conversation_id})`.execute(tx)
}

/** Whoever read the log just before may tell a run of it yet, and another system may be told at this moment. */
const onceMoreMs = 120_000

// Runs are held before messages are: what is in them goes once this is committed.
async function eraseFromRuns(tx: Tx, { workspace_id, id, conversation_id }: Erased): Promise<void> {
  const { rows } = await sql`
    SELECT FROM workflow_run WHERE workspace_id = ${workspace_id} AND conversation_id = ${conversation_id} LIMIT 1`.execute(
    tx,
  )
  if (rows.length === 0) return
  const job = { workspaceId: workspace_id, id }
  await addJob(tx, 'workflow.forget-message', job, { key: `forget:${id}` })
  await addJob(tx, 'workflow.forget-message', job, { key: `forget-again:${id}`, runAt: new Date(now() + onceMoreMs) })
}
