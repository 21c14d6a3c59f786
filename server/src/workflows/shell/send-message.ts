/**
 * What a run writes to the contact. As what the platform tells of waiting, it is nobody's answer: it leaves alone who
 * waits, what is unread, and the conversation's place in every list. A machine writes, so that the longer window of
 * members is none of its; and it may write into what is closed, such as to ask how it went.
 */
import type { MessageContent } from '@fairlead/sdk'
import { channels } from '../../channels/list.ts'
import { standingOf } from '../../contacts/present.ts'
import { type ConversationRow, lockConversation } from '../../conversations/change.ts'
import { leftInWindow } from '../../conversations/may-write.ts'
import { toParts } from '../../conversations/parts.ts'
import { windowEnd } from '../../conversations/present.ts'
import { storeReply } from '../../conversations/store-reply.ts'
import { now } from '../../db/clock.ts'
import { append, type Tx } from '../../db/database.ts'
import { AppError, found } from '../../errors.ts'
import { loadRecipient } from '../../messages/outbound.ts'
import { useTemplate } from '../../templates/use.ts'
import type { EffectOf } from '../interpreter/effect.ts'
import { inWords } from './choices.ts'
import { attachCopies, loadFiles } from './files.ts'
import { placeOf } from './place.ts'
import { actorOf, clientIdOf, type Running, type ShellParts } from './running.ts'

type Send = EffectOf<'send_message'>

/** @throws {AppError | Refused} where the channel, its window, or the contact does not allow it */
export async function sendMessage(tx: Tx, parts: ShellParts, run: Running, effect: Send): Promise<void> {
  const { workspaceId } = run
  const row = await lockConversation(tx, workspaceId, await placeOf(tx, run, effect.channel))
  const channel = found(
    await tx
      .selectFrom('channel')
      .select(['id', 'type', 'deleted_at'])
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', row.channel_id)
      .executeTakeFirst(),
  )
  if (channel.deleted_at) throw new AppError('channel_disconnected')
  const { capabilities, adapter } = channels[channel.type]
  await requireStanding(tx, row)

  const template = templateFor(row, channel.type, effect)
  const files = template === undefined ? await loadFiles(tx, workspaceId, effect.attachmentIds) : []
  const said = inWords(effect, capabilities.choices)
  const text = template ? await useTemplate(tx, { workspaceId, channelId: channel.id }, template) : said.text
  const isTemplate = template !== undefined
  const pieces = toParts(
    { text: text ?? effect.text, isTemplate, choices: isTemplate ? [] : said.choices, attachments: files },
    capabilities,
  )
  if (pieces.length === 0) throw new AppError('message_empty')
  const left = await leftInWindow(tx, row, channel.type)
  if (left !== null && pieces.length > left) throw new AppError('window_used_up', { data: { left } })
  const clientId = clientIdOf(run, effect)
  const messages = await storeReply(tx, row, {
    author: { type: 'system', id: null, name: run.workflowName },
    parts: pieces,
    content: { template },
    clientId,
    isByProvider: adapter !== null,
    attach: (messageId, ids) => attachCopies(tx, parts, { workspaceId, messageId, clientId }, ids),
  })
  for (const message of messages) {
    append(tx, {
      ...{ workspaceId, type: 'message.created', subjectId: row.id, actor: actorOf(run) },
      data: { message, conversation: { id: row.id } },
    })
  }
}

async function requireStanding(tx: Tx, { workspace_id, id }: ConversationRow): Promise<void> {
  const recipient = await loadRecipient(tx, workspace_id, id)
  const standing = recipient ? standingOf(recipient) : 'ok'
  if (standing === 'blocked') throw new AppError('contact_blocked')
  if (standing === 'opted_out') throw new AppError('contact_opted_out')
}

/** The step's template where words would not be let through; undefined: its words. */
function templateFor(
  row: ConversationRow,
  type: keyof typeof channels,
  { text, attachmentIds, template }: Send,
): MessageContent['template'] {
  const { hasTemplates } = channels[type].capabilities
  const endsAt = windowEnd(type, row.last_contact_message_at)
  const isClosed = endsAt !== null && endsAt.getTime() <= now()
  const isOnlyTemplate = text.trim() === '' && attachmentIds.length === 0
  if (template !== null && hasTemplates && (isClosed || isOnlyTemplate)) return template
  if (!isClosed) return undefined
  throw new AppError('window_closed', {
    ...(hasTemplates ? {} : { detail: 'The provider allows messages only for a time after the contact’s last one.' }),
    data: { windowEndsAt: endsAt.toISOString() },
  })
}
