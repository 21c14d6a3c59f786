import type { Actor, Message, MessageContent } from '@fairlead/sdk'
import { sql } from 'kysely'
import { attachUploads, claimUploads } from '../attachments/claim.ts'
import { channels } from '../channels/list.ts'
import { append, type Tx } from '../db/database.ts'
import { AppError, found, refusal } from '../errors.ts'
import { mention, requireMentionable } from '../mentions/mention.ts'
import { loadMessage, loadMessages, previewOf } from '../messages/present.ts'
import { useTemplate } from '../templates/use.ts'
import { answered, answeredByPerson, differenceOf, lockConversation, placeInQueue, requireOpen } from './change.ts'
import { requireMayWrite } from './may-write.ts'
import { toParts } from './parts.ts'
import { loadConversation } from './present.ts'
import { storeNote } from './store-note.ts'
import { storeReply } from './store-reply.ts'
import { afterReply, inColumn } from './undelivered.ts'

type Author = Readonly<{ memberId: string; name: string }>

export type Reply = Readonly<{
  workspaceId: string
  id: string
  author: Author
  text: string
  attachmentIds: readonly string[]
  replyToId?: string | undefined
  template?: MessageContent['template'] | undefined
  choices?: NonNullable<MessageContent['choices']> | undefined
  /** Of an e-mail. */
  cc?: readonly string[] | undefined
  bcc?: readonly string[] | undefined
  /** The name of the broadcast that it is part of. */
  broadcast?: string | undefined
  clientId?: string | undefined
}>

/**
 * Writes a member's reply and enqueues its delivery. What the channel carries one by one becomes several messages, in
 * order: split at words, one file each where it must be. The same `clientId` again answers what was written first.
 */
export async function reply(tx: Tx, input: Reply): Promise<Message[]> {
  const { workspaceId, id, author, clientId } = input
  await forgetMisses(tx, workspaceId, author.memberId)
  const row = await lockConversation(tx, workspaceId, id)
  const earlier = clientId === undefined ? [] : await findByClientId(tx, workspaceId, id, clientId)
  if (earlier.length > 0) return loadMessages(tx, workspaceId, earlier)
  requireOpen(row)

  const channel = found(
    await tx
      .selectFrom('channel')
      .select(['id', 'type', 'settings', 'deleted_at'])
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', row.channel_id)
      .executeTakeFirst(),
  )
  if (channel.deleted_at) throw new AppError('channel_disconnected')
  const { capabilities, adapter } = channels[channel.type]
  if (input.template && !capabilities.hasTemplates) throw new AppError('templates_unsupported')
  for (const path of ['cc', 'bcc'] as const) {
    if (!input[path]?.length || capabilities.isThreaded) continue
    throw refusal('invalid_request', [{ path, message: 'nobody gets a copy on this channel' }])
  }

  const attachments = await claimUploads(tx, { workspaceId, uploadedBy: author.memberId }, input.attachmentIds)
  const isTemplate = input.template !== undefined
  // What the contact reads is made of the template, whatever the client made of it.
  const rendered = input.template
    ? await useTemplate(tx, { workspaceId, channelId: row.channel_id }, input.template)
    : null
  const text = rendered ?? input.text
  const parts = toParts({ text, isTemplate, choices: input.choices ?? [], attachments }, capabilities)
  if (parts.length === 0) throw new AppError('message_empty')
  await requireMayWrite(tx, row, channel, { isTemplate, count: parts.length })
  const mail = capabilities.isThreaded ? mailOf(row, channel.settings, input) : undefined
  const replyToId = input.replyToId === undefined ? null : await requireMessage(tx, workspaceId, id, input.replyToId)

  const messages = await storeReply(tx, row, {
    author: { type: 'member', id: author.memberId, name: author.name },
    parts,
    content: { template: input.template, mail, broadcast: input.broadcast },
    replyToId,
    clientId,
    isByProvider: adapter !== null,
    attach: (messageId, ids) => attachUploads(tx, workspaceId, messageId, ids),
  })
  await announceMessages(tx, workspaceId, id, messages, { type: 'member', id: author.memberId })
  return messages
}

function mailOf(
  { subject, address }: Readonly<{ subject: string | null; address: string | null }>,
  settings: Readonly<Record<string, unknown>>,
  { cc = [], bcc = [] }: Pick<Reply, 'cc' | 'bcc'>,
): NonNullable<MessageContent['mail']> {
  return {
    subject: subject ?? '',
    from: typeof settings.address === 'string' ? settings.address : '',
    to: address === null ? [] : [address],
    cc: [...cc],
    ...(bcc.length === 0 ? {} : { bcc: [...bcc] }),
    ...{ hasHtml: false, hasMore: false },
  }
}

// Members before conversations; nearly always there is nothing to forget, and no row is held.
async function forgetMisses(tx: Tx, workspaceId: string, memberId: string): Promise<void> {
  await tx
    .updateTable('member')
    .set({ misses: 0 })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', memberId)
    .where('misses', '>', 0)
    .execute()
}

/** Writes a note that only members see. It answers nobody: the contact goes on waiting. */
export async function writeNote(
  tx: Tx,
  input: Omit<Reply, 'replyToId' | 'template' | 'choices' | 'cc' | 'bcc' | 'broadcast'> & {
    mentionIds?: readonly string[]
  },
): Promise<Message> {
  const { workspaceId, id, author, clientId } = input
  const row = await lockConversation(tx, workspaceId, id)
  const [earlier] = clientId === undefined ? [] : await findByClientId(tx, workspaceId, id, clientId)
  if (earlier !== undefined) return found(await loadMessage(tx, workspaceId, earlier))

  const mentionIds = await requireMentionable(tx, workspaceId, input.mentionIds ?? [])
  const attachments = await claimUploads(tx, { workspaceId, uploadedBy: author.memberId }, input.attachmentIds)
  const messageId = await storeNote(tx, row, {
    author: { type: 'member', id: author.memberId, name: author.name },
    text: input.text,
    clientId: clientId ?? null,
    mentionIds,
  })
  await attachUploads(
    tx,
    workspaceId,
    messageId,
    attachments.map((attachment) => attachment.id),
  )

  const { last_activity_at: lastActivityAt } = await tx
    .updateTable('conversation')
    .set({ last_activity_at: sql<Date>`clock_timestamp()` })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .returning('last_activity_at')
    .executeTakeFirstOrThrow()
  const note = found(await loadMessage(tx, workspaceId, messageId))
  append(tx, {
    workspaceId,
    type: 'message.created',
    subjectId: id,
    actor: { type: 'member', id: author.memberId },
    data: { message: note, conversation: { id, lastActivityAt: lastActivityAt.toISOString() } },
  })
  await mention(tx, { workspaceId, conversationId: id, messageId, authorId: author.memberId }, mentionIds)
  return note
}

async function announceMessages(
  tx: Tx,
  workspaceId: string,
  id: string,
  messages: readonly Message[],
  actor: Actor,
): Promise<void> {
  const last = messages.at(-1)!
  const before = found(await loadConversation(tx, workspaceId, id))
  const lastMessage = { text: previewOf(last), kind: last.kind, authorType: 'member', at: last.at }
  await tx
    .updateTable('conversation')
    .set({
      last_message: JSON.stringify(lastMessage),
      last_activity_at: sql<Date>`clock_timestamp()`,
      waiting_since: null,
      ...placeInQueue(answered),
      ...answeredByPerson,
      last_message_at: sql<Date>`clock_timestamp()`,
      unread_count: 0,
      ...(before.undelivered.length === 0 ? {} : { undelivered: inColumn(afterReply(before.undelivered)) }),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  const after = found(await loadConversation(tx, workspaceId, id))

  for (const message of messages) {
    append(tx, {
      workspaceId,
      type: 'message.created',
      subjectId: id,
      actor,
      data: { message, conversation: message === last ? differenceOf(before, after) : { id } },
    })
  }
}

async function findByClientId(tx: Tx, workspaceId: string, id: string, clientId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('message')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', id)
    .where((where) =>
      where.or([
        where('client_id', '=', clientId),
        where(sql<boolean>`starts_with(client_id, ${`${clientId}#`})`, '=', true),
      ]),
    )
    .orderBy('id')
    .execute()
  return rows.map((row) => row.id)
}

async function requireMessage(tx: Tx, workspaceId: string, conversationId: string, id: string): Promise<string> {
  const row = await tx
    .selectFrom('message')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('id', '=', id)
    // The contact would read it in the quote.
    .where('is_note', '=', false)
    .executeTakeFirst()
  if (!row)
    throw new AppError('unknown_reference', { detail: 'replyToId: there is no such message in this conversation.' })
  return row.id
}
