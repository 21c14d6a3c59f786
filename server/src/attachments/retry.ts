import type { Attachment } from '@fairlead/sdk'
import type { Tx } from '../db/database.ts'
import { found } from '../errors.ts'
import { addJob } from '../jobs/add.ts'
import { announceChange } from '../messages/announce.ts'
import { loadMessages } from '../messages/present.ts'

/** Fetches anew what could not be; one that is here, or on its way, stays as it is. */
export async function retryAttachment(
  tx: Tx,
  { workspaceId, id, memberId }: Readonly<{ workspaceId: string; id: string; memberId: string }>,
): Promise<Attachment> {
  const message = found(
    await tx
      .selectFrom('message as m')
      .innerJoin('attachment as a', (join) =>
        join.onRef('a.workspace_id', '=', 'm.workspace_id').onRef('a.message_id', '=', 'm.id'),
      )
      .select(['m.workspace_id', 'm.id', 'm.conversation_id'])
      .where('a.workspace_id', '=', workspaceId)
      .where('a.id', '=', id)
      .where('m.deleted_at', 'is', null)
      // Like whoever fetches: the message first.
      .forNoKeyUpdate('m')
      .executeTakeFirst(),
  )
  const retried = await tx
    .updateTable('attachment')
    .set({ state: 'pending', error: null })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('state', '=', 'failed')
    .returning('id')
    .executeTakeFirst()
  if (retried) {
    await announceChange(tx, message, 'attachment', { type: 'member', id: memberId })
    await addJob(tx, 'attachment.fetch', { workspaceId, id }, { key: `fetch:${id}` })
  }
  const [presented] = await loadMessages(tx, workspaceId, [message.id])
  return found(presented?.attachments.find((attachment) => attachment.id === id))
}
