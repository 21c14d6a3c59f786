/** What a message says from now on: wherever it is shown, quoted, or the last word of its conversation. */
import type { Actor } from '@fairlead/sdk'
import type { InboundDeletion, InboundEdit } from '../channels/inbound.ts'
import { changeConversation, lockConversation } from '../conversations/change.ts'
import { atOrNow } from '../db/clock.ts'
import type { Tx } from '../db/database.ts'
import { found } from '../errors.ts'
import { forgetMessages } from '../search/index-messages.ts'
import { announceChange } from './announce.ts'
import { eraseMessage } from './erase.ts'
import { loadMessage, previewOf } from './present.ts'

/** The message, held. */
export type Target = Readonly<{
  workspace_id: string
  id: string
  conversation_id: string
  author_type: 'contact' | 'member' | 'system'
  author_id: string | null
  text: string
  edited_at: Date | null
  deleted_at: Date | null
}>

export async function applyEdit(tx: Tx, message: Target, { text, at }: InboundEdit): Promise<void> {
  const editedAt = atOrNow(at)
  const isOvertaken = message.edited_at !== null && message.edited_at > editedAt
  if (isOvertaken || message.text === text) return
  await rewrite(tx, message, { text, edited_at: editedAt }, 'edit')
}

export async function applyDeletion(
  tx: Tx,
  message: Target,
  { at, mustErase = false }: InboundDeletion,
): Promise<void> {
  // First, so that whatever is told of it from now on says nothing.
  if (mustErase) await eraseMessage(tx, message)
  if (message.deleted_at === null) await rewrite(tx, message, { deleted_at: atOrNow(at) }, 'deletion')
}

// What it says now is said wherever it is shown: in the answers that quote it, and in the list when it is the last.
async function rewrite(
  tx: Tx,
  message: Target,
  set: { deleted_at: Date } | { text: string; edited_at: Date },
  what: 'edit' | 'deletion',
): Promise<void> {
  const { workspace_id: workspaceId, id, conversation_id: conversationId } = message
  const actor = contactActor(message)
  await tx.updateTable('message').set(set).where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
  if (what === 'deletion') await forgetMessages(tx, workspaceId, [id])
  await announceChange(tx, message, what, actor)

  for (const quote of await findQuotes(tx, message)) await announceChange(tx, quote, 'edit', actor)
  if (!(await isLast(tx, message))) return

  const conversation = await lockConversation(tx, workspaceId, conversationId)
  const { text, kind, author, at, attachments } = found(await loadMessage(tx, workspaceId, id))
  const lastMessage = { text: previewOf({ text, kind, attachments }), kind, authorType: author.type, at }
  await changeConversation(
    tx,
    conversation,
    { last_message: JSON.stringify(lastMessage) },
    { type: 'conversation.changed', actor, extra: {} },
  )
}

// In any conversation of the contact's: people answer what was said in one that was closed since.
async function findQuotes(tx: Tx, { workspace_id, id, conversation_id }: Target) {
  return tx
    .selectFrom('conversation as own')
    .innerJoin('conversation as c', (join) =>
      join
        .onRef('c.workspace_id', '=', 'own.workspace_id')
        .onRef('c.channel_id', '=', 'own.channel_id')
        .onRef('c.contact_id', '=', 'own.contact_id'),
    )
    .innerJoin('message as m', (join) =>
      join.onRef('m.workspace_id', '=', 'c.workspace_id').onRef('m.conversation_id', '=', 'c.id'),
    )
    .select(['m.workspace_id', 'm.id', 'm.conversation_id'])
    .where('own.workspace_id', '=', workspace_id)
    .where('own.id', '=', conversation_id)
    .where('m.id', '>', id)
    .where('m.reply_to_id', '=', id)
    .orderBy('m.id')
    .forNoKeyUpdate('m')
    .execute()
}

async function isLast(tx: Tx, { workspace_id, id, conversation_id }: Target): Promise<boolean> {
  const later = await tx
    .selectFrom('message')
    .select('id')
    .where('workspace_id', '=', workspace_id)
    .where('conversation_id', '=', conversation_id)
    .where('id', '>', id)
    .where('is_note', '=', false)
    .limit(1)
    .executeTakeFirst()
  return later === undefined
}

function contactActor(message: Target): Actor {
  return message.author_type === 'contact' ? { type: 'contact', id: message.author_id } : { type: 'system', id: null }
}
