import { sql } from 'kysely'
import { append, type Tx } from '../db/database.ts'
import { forgetMessages } from '../search/index-messages.ts'
import { removeAttachments } from './erase.ts'
import { type MessageRow, problem, setState } from './row.ts'

const reached = ['sent', 'delivered', 'read', 'played'] as const
/** How far a message has come, as far as it is known. */
type Reached = (typeof reached)[number]

type Double = Readonly<{
  workspace_id: string
  id: string
  conversation_id: string
  state: MessageRow['state']
  tries: number
}>

/**
 * Makes room for the provider's id of a message that was just sent, when something else has it already: an echo of the
 * message, which was stored since nothing told that it was ours. What was said of the echo is said of the message, and
 * the echo goes. The caller holds the id and the message, and writes afterwards the id and the state that is answered.
 */
export async function takeInDouble(tx: Tx, message: MessageRow, providerId: string): Promise<Reached> {
  const double = await tx
    .selectFrom('message')
    .modifyFront(sql`/* message.find-double */`)
    .select(['workspace_id', 'id', 'conversation_id', 'state', 'tries'])
    .where('workspace_id', '=', message.workspace_id)
    .where('channel_id', '=', message.channel_id)
    .where('provider_id', '=', providerId)
    .where('id', '<>', message.id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!double) return 'sent'
  if (double.tries > 0) {
    await takeBack(tx, double)
    return 'sent'
  } else {
    await takeIn(tx, message, double)
    return reached.find((state) => state === double.state) ?? 'sent'
  }
}

// One of ours, of the same words, was taken for the one that the echo was of.
async function takeBack(tx: Tx, double: Double): Promise<void> {
  await setState(tx, double, {
    provider_id: null,
    state: 'unknown',
    error: problem('unknown', 'The connection broke while it was being sent. It may have arrived.'),
  })
}

async function takeIn(tx: Tx, message: MessageRow, double: Double): Promise<void> {
  const { workspace_id: workspaceId, id, conversation_id: conversationId } = double
  const to = message.id
  await sql`UPDATE message SET reply_to_id = ${to} WHERE workspace_id = ${workspaceId} AND reply_to_id = ${id}
    AND conversation_id = ${conversationId}`.execute(tx)
  await sql`
    INSERT INTO reaction (workspace_id, message_id, by, emoji, at)
    SELECT workspace_id, ${to}, by, emoji, at FROM reaction WHERE workspace_id = ${workspaceId} AND message_id = ${id}
    ON CONFLICT DO NOTHING`.execute(tx)
  await removeAttachments(tx, { workspaceId, messageId: id })
  await tx.deleteFrom('mail').where('workspace_id', '=', workspaceId).where('message_id', '=', id).execute()
  await forgetMessages(tx, workspaceId, [id])
  await tx.deleteFrom('message').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
  append(tx, {
    workspaceId,
    type: 'message.removed',
    subjectId: conversationId,
    actor: { type: 'system', id: null },
    data: { id, conversationId },
  })
}
