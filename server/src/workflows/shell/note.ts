/** What a run says to members: a note in the conversation, which tells those whom it names, on their devices too. */
import { lockConversation } from '../../conversations/change.ts'
import { storeNote } from '../../conversations/store-note.ts'
import { append, type Tx } from '../../db/database.ts'
import { found } from '../../errors.ts'
import { mention } from '../../mentions/mention.ts'
import { loadMessage } from '../../messages/present.ts'
import type { EffectOf } from '../interpreter/effect.ts'
import { actorOf, clientIdOf, type Running } from './running.ts'

export async function note(tx: Tx, run: Running, effect: EffectOf<'note'>): Promise<void> {
  await write(tx, run, effect, await activeOf(tx, run, effect.mentionIds))
}

export async function notify(tx: Tx, run: Running, effect: EffectOf<'notify'>): Promise<void> {
  const { workspaceId, conversationId } = run
  const { assignee_id: assigneeId } = found(
    await tx
      .selectFrom('conversation')
      .select('assignee_id')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', conversationId)
      .executeTakeFirst(),
  )
  const wanted = [
    ...effect.memberIds,
    ...(effect.managers ? await managersOf(tx, workspaceId) : []),
    ...(effect.assignee && assigneeId !== null ? [assigneeId] : []),
  ]
  await write(tx, run, effect, await activeOf(tx, run, wanted))
}

type Text = Readonly<{ id: string; text: string }>

async function write(tx: Tx, run: Running, effect: Text, mentionIds: readonly string[]): Promise<void> {
  const { workspaceId, conversationId: id, workflowId, workflowName } = run
  const row = await lockConversation(tx, workspaceId, id)
  const messageId = await storeNote(tx, row, {
    author: { type: 'system', id: null, name: workflowName },
    text: effect.text,
    clientId: clientIdOf(run, effect),
    mentionIds,
  })
  const actor = actorOf(run)
  const message = found(await loadMessage(tx, workspaceId, messageId))
  append(tx, {
    ...{ workspaceId, type: 'message.created', subjectId: id, actor },
    data: { message, conversation: { id } },
  })
  const about = { workspaceId, conversationId: id, messageId, authorId: workflowId, actor }
  await mention(tx, about, mentionIds)
}

async function managersOf(tx: Tx, workspaceId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('member')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('role', 'in', ['owner', 'manager'])
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

// Who left since the step was written is not told, and keeps nobody else from it.
async function activeOf(tx: Tx, { workspaceId }: Running, wanted: readonly string[]): Promise<string[]> {
  if (wanted.length === 0) return []
  const rows = await tx
    .selectFrom('member')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...new Set(wanted)])
    .where('deactivated_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}
