import type { MessageContent } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { OutboundMail, OutboundMessage, Reference } from '../channels/channel.ts'
import { now } from '../db/clock.ts'
import type { Db, Tx } from '../db/database.ts'

/** As many earlier messages as an answer refers to. */
const mostReferences = 20

type Row = Readonly<{
  workspace_id: string
  id: string
  conversation_id: string
  text: string
  content: MessageContent
  author_type: 'contact' | 'member' | 'system'
  author_name: string
  reply_to_id: string | null
  tries: number
}>

/** What its channel needs beside: an address of a file, and what was said before. */
export type Ways = Readonly<{
  urlOf: (attachment: Readonly<{ id: string; name: string }>) => string | null
  isThreaded: boolean
}>

/** A message as an adapter renders it; null when the contact has no address on the channel. */
export async function loadOutbound(
  db: Db,
  message: Row,
  { urlOf, isThreaded }: Ways = { urlOf: () => null, isThreaded: false },
): Promise<OutboundMessage | null> {
  const { workspace_id: workspaceId, id } = message
  const identity = await loadRecipient(db, workspaceId, message.conversation_id)
  if (!identity) return null

  const attachments = await db
    .selectFrom('attachment')
    .select(['id', 'name', 'type', 'size', 'is_voice', 'media_id'])
    .where('workspace_id', '=', workspaceId)
    .where('message_id', '=', id)
    .orderBy('position')
    .execute()
  return {
    id,
    conversationId: message.conversation_id,
    to: identity.address,
    text: message.text,
    author: { type: message.author_type === 'system' ? 'system' : 'member', name: message.author_name },
    attachments: attachments.map((each) => ({
      id: each.id,
      name: each.name,
      type: each.type,
      size: Number(each.size),
      isVoice: each.is_voice,
      mediaId: each.media_id,
      url: urlOf(each),
    })),
    template: message.content.template ?? null,
    choices: message.content.choices ?? [],
    replyTo: message.reply_to_id === null ? null : await referenceOf(db, workspaceId, message.reply_to_id),
    last: await loadLast(db, workspaceId, message.conversation_id),
    tries: message.tries,
    now: now(),
    mail: isThreaded ? await mailOf(db, message, identity.subject ?? '') : null,
  }
}

/** Where an answer in the conversation goes, and whether it may. */
export async function loadRecipient(db: Db | Tx, workspaceId: string, conversationId: string) {
  return (
    db
      .selectFrom('identity as i')
      .innerJoin('conversation as c', (join) =>
        join
          .onRef('c.workspace_id', '=', 'i.workspace_id')
          .onRef('c.contact_id', '=', 'i.contact_id')
          .onRef('c.channel_id', '=', 'i.channel_id'),
      )
      .select(['i.address', 'i.blocked_at', 'i.opted_out_at', 'c.subject'])
      .where('c.workspace_id', '=', workspaceId)
      .where('c.id', '=', conversationId)
      // The one that the conversation goes on with, where the contact has several.
      .orderBy(sql`i.address IS NOT DISTINCT FROM c.address`, 'desc')
      .orderBy('i.last_used_at', 'desc')
      .orderBy('i.id')
      .executeTakeFirst()
  )
}

async function mailOf(db: Db, message: Row, subject: string): Promise<OutboundMail> {
  const earlier = await db
    .selectFrom('message')
    .select('provider_id')
    .where('workspace_id', '=', message.workspace_id)
    .where('conversation_id', '=', message.conversation_id)
    .where('id', '<', message.id)
    .where('provider_id', 'is not', null)
    .orderBy('id', 'desc')
    .limit(mostReferences)
    .execute()
  const references = earlier.flatMap(({ provider_id }) => provider_id ?? []).reverse()
  const { mail } = message.content
  return { subject: mail?.subject ?? subject, cc: mail?.cc ?? [], bcc: mail?.bcc ?? [], references }
}

async function referenceOf(db: Db, workspaceId: string, messageId: string): Promise<Reference | null> {
  const row = await db
    .selectFrom('message')
    .select(['provider_id', 'provider_data'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', messageId)
    .executeTakeFirst()
  return row?.provider_id ? { providerId: row.provider_id, data: row.provider_data ?? {} } : null
}

/** The contact's last message that their provider knows. */
export async function loadLast(db: Db, workspaceId: string, conversationId: string): Promise<OutboundMessage['last']> {
  const row = await db
    .selectFrom('message')
    .select(['provider_id', 'provider_data', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('author_type', '=', 'contact')
    .where('provider_id', 'is not', null)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return row?.provider_id ? { providerId: row.provider_id, data: row.provider_data ?? {}, at: row.at.getTime() } : null
}
