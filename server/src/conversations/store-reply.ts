import type { Message, MessageContent } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { enqueueDelivery } from '../messages/enqueue-delivery.ts'
import { loadMessages } from '../messages/present.ts'
import type { ConversationRow } from './change.ts'
import type { Part } from './parts.ts'

export type Author = Readonly<{ type: 'member' | 'system'; id: string | null; name: string }>

type Reply = Readonly<{
  author: Author
  parts: readonly Part[]
  content: Pick<MessageContent, 'template' | 'mail' | 'broadcast'>
  /** Which message the first one quotes. */
  replyToId?: string | null
  clientId?: string | undefined
  isByProvider: boolean
  attach(messageId: string, attachmentIds: readonly string[]): Promise<void>
}>

/**
 * Stores what is said to the contact, a message for each part, in order, and enqueues their delivery. The first one has
 * the `clientId`, those after it the same with their number behind.
 */
export async function storeReply(tx: Tx, row: ConversationRow, reply: Reply): Promise<Message[]> {
  const { workspace_id: workspaceId, id, channel_id } = row
  const { author, parts, content, replyToId = null, clientId, isByProvider, attach } = reply
  const ids: string[] = []
  for (const [index, part] of parts.entries()) {
    const messageId = newId()
    ids.push(messageId)
    await tx
      .insertInto('message')
      .values({
        workspace_id: workspaceId,
        id: messageId,
        conversation_id: id,
        channel_id,
        author_type: author.type,
        author_id: author.id,
        author_name: author.name,
        kind: part.kind,
        text: part.text,
        content: JSON.stringify({ ...content, choices: part.choices }),
        reply_to_id: index === 0 ? replyToId : null,
        client_id: clientId === undefined ? null : index === 0 ? clientId : `${clientId}#${index}`,
        // Without a provider in between, being stored is being sent: the widget reads the log.
        state: isByProvider ? 'pending' : 'sent',
        at: sql<Date>`clock_timestamp()`,
      })
      .execute()
    await attach(messageId, part.attachmentIds)
  }
  if (isByProvider) await enqueueDelivery(tx, { workspaceId, id })
  return loadMessages(tx, workspaceId, ids)
}
