import type { MessageContent } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { OutboundMessage } from '../channels/channel.ts'
import type { Db } from '../db/database.ts'

type Row = Readonly<{
  workspace_id: string
  id: string
  conversation_id: string
  text: string
  content: MessageContent
  reply_to_id: string | null
}>

/** A message as an adapter renders it; null when the contact has no address on the channel. */
export async function loadOutbound(db: Db, message: Row): Promise<OutboundMessage | null> {
  const { workspace_id: workspaceId, id } = message
  const identity = await db
    .selectFrom('identity as i')
    .innerJoin('conversation as c', (join) =>
      join
        .onRef('c.workspace_id', '=', 'i.workspace_id')
        .onRef('c.contact_id', '=', 'i.contact_id')
        .onRef('c.channel_id', '=', 'i.channel_id'),
    )
    .select('i.address')
    .where('c.workspace_id', '=', workspaceId)
    .where('c.id', '=', message.conversation_id)
    // The one that the conversation goes on with, where the contact has several.
    .orderBy(sql`i.address IS NOT DISTINCT FROM c.address`, 'desc')
    .orderBy('i.last_used_at', 'desc')
    .orderBy('i.id')
    .executeTakeFirst()
  if (!identity) return null

  const attachment = await db
    .selectFrom('attachment')
    .select(['id', 'name', 'type', 'size', 'is_voice', 'media_id'])
    .where('workspace_id', '=', workspaceId)
    .where('message_id', '=', id)
    .orderBy('position')
    .executeTakeFirst()
  return {
    id,
    to: identity.address,
    text: message.text,
    template: message.content.template ?? null,
    replyToProviderId: message.reply_to_id === null ? null : await providerIdOf(db, workspaceId, message.reply_to_id),
    attachment: attachment
      ? {
          id: attachment.id,
          name: attachment.name,
          type: attachment.type,
          size: Number(attachment.size),
          isVoice: attachment.is_voice,
          mediaId: attachment.media_id,
        }
      : null,
  }
}

async function providerIdOf(db: Db, workspaceId: string, messageId: string): Promise<string | null> {
  const row = await db
    .selectFrom('message')
    .select('provider_id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', messageId)
    .executeTakeFirst()
  return row?.provider_id ?? null
}
