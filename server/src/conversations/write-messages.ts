import type { Message, MessageContent } from '@fairlead/sdk'
import { sql } from 'kysely'
import { attachUploads } from '../attachments/claim.ts'
import type { InboundAttachment, InboundMail } from '../channels/inbound.ts'
import type { Known } from '../contacts/find-or-make.ts'
import type { Tx } from '../db/database.ts'
import { addJob } from '../jobs/add.ts'
import type { Thread } from './open.ts'
import type { ConversationState } from './present.ts'

/** What somebody wrote, and where. */
export type Incoming = Readonly<{
  workspaceId: string
  channelId: string
  contact: Known
  /** Everything that the sender is known by on the channel, where they are written to first. */
  addresses: readonly string[]
  providerId: string | null
  clientId: string | null
  /** `member`: the business wrote it in the provider's own app. */
  author: 'contact' | 'member'
  /** A machine wrote it: it asks for nothing. */
  isAutomatic?: boolean | undefined
  /** What the provider wants back to answer or quote it. */
  data?: Readonly<Record<string, string>> | undefined
  /** Milliseconds since the epoch; 0 when the provider gave none we can use. */
  at: number
  kind: Message['kind']
  text: string
  content: MessageContent
  attachments: readonly InboundAttachment[]
  /** Files the visitor uploaded before. */
  uploads?: readonly Message['attachments'][number][]
  /** On a threaded channel: which of the conversations it belongs to. */
  thread?: Thread | null
  mail?: InboundMail | undefined
  replyToProviderId: string | null
  replyToId?: string | null
}>

export type Stored = Readonly<{
  incoming: Incoming
  message: Message
  replyToId: string | null
  state: ConversationState
}>

export async function insertMessages(tx: Tx, stored: readonly Stored[]): Promise<void> {
  const rows = stored.map(({ incoming, message, replyToId }) => ({
    ...{ workspace_id: incoming.workspaceId, id: message.id, conversation_id: message.conversationId },
    ...{ channel_id: incoming.channelId, author_type: message.author.type, author_id: message.author.id },
    ...{ author_name: message.author.name, kind: message.kind, text: message.text, content: message.content },
    ...{ reply_to_id: replyToId, reply_to_provider_id: incoming.replyToProviderId },
    ...{ provider_id: incoming.providerId, client_id: message.clientId, state: message.state, at: message.at },
    ...{ provider_data: incoming.data ?? null, is_automatic: incoming.isAutomatic ?? false },
  }))
  await sql`/* message.insert */
    INSERT INTO message (workspace_id, id, conversation_id, channel_id, author_type, author_id, author_name, kind, text,
      content, reply_to_id, reply_to_provider_id, provider_id, client_id, state, at, provider_data, is_automatic)
    SELECT * FROM json_to_recordset(${JSON.stringify(rows)}::json) AS m (workspace_id uuid, id uuid,
      conversation_id uuid, channel_id uuid, author_type text, author_id uuid, author_name text, kind text, text text,
      content jsonb, reply_to_id uuid, reply_to_provider_id text, provider_id text, client_id text, state text,
      at timestamptz, provider_data jsonb, is_automatic boolean)`.execute(tx)
}

/** What a mail says beside what is new in it: read by whoever opens it. */
export async function insertMails(tx: Tx, stored: readonly Stored[]): Promise<void> {
  const rows = stored.flatMap(({ incoming: { workspaceId, mail, thread, content }, message }) =>
    mail
      ? [
          {
            ...{ workspace_id: workspaceId, message_id: message.id, html: mail.html, text: mail.text },
            ...{ subject: content.mail?.subject ?? thread?.subject ?? '', headers: JSON.stringify(mail.headers) },
          },
        ]
      : [],
  )
  if (rows.length > 0) await tx.insertInto('mail').values(rows).execute()
}

export async function addAttachments(tx: Tx, { incoming, message }: Stored): Promise<void> {
  const { workspaceId } = incoming
  for (const [position, attachment] of incoming.attachments.entries()) {
    const { id, name, type, size, state, width, height } = message.attachments[position]!
    await tx
      .insertInto('attachment')
      .values({
        workspace_id: workspaceId,
        id,
        message_id: message.id,
        position,
        name,
        type,
        size,
        state,
        is_voice: attachment.isVoice,
        media_id: attachment.mediaId,
        content_id: attachment.contentId ?? null,
        width: width ?? null,
        height: height ?? null,
        uploaded_by: null,
      })
      .execute()
    if (state === 'pending') await addJob(tx, 'attachment.fetch', { workspaceId, id }, { key: `fetch:${id}` })
  }
  await attachUploads(
    tx,
    workspaceId,
    message.id,
    (incoming.uploads ?? []).map(({ id }) => id),
  )
}
