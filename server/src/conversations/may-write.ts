/** Whether somebody may be written to, as far as we know before the provider is asked. */
import type { ChannelType } from '@fairlead/sdk'
import { sql } from 'kysely'
import { channels } from '../channels/list.ts'
import { standingOf } from '../contacts/present.ts'
import { now } from '../db/clock.ts'
import type { Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { loadRecipient } from '../messages/outbound.ts'
import { humanWindowEnd, windowEnd } from './present.ts'

type Conversation = Readonly<{
  workspace_id: string
  id: string
  last_contact_message_at: Date | null
}>

type Channel = Readonly<{ type: ChannelType; settings: Readonly<Record<string, unknown>> }>

/**
 * A member wants to write so many messages.
 * @throws {AppError} `contact_blocked`, `contact_opted_out`, `window_closed`, `window_used_up`
 */
export async function requireMayWrite(
  tx: Tx,
  conversation: Conversation,
  { type: channelType, settings }: Channel,
  { isTemplate, count }: Readonly<{ isTemplate: boolean; count: number }>,
): Promise<void> {
  const standing = await standingOfRecipient(tx, conversation)
  if (standing === 'blocked') throw new AppError('contact_blocked')
  if (standing === 'opted_out') throw new AppError('contact_opted_out')

  const { last_contact_message_at: at } = conversation
  // Some accounts have to be allowed the longer time by their provider.
  const humanEndsAt = settings.hasHumanAgent === false ? null : humanWindowEnd(channelType, at)
  const endsAt = humanEndsAt ?? windowEnd(channelType, at)
  if (!isTemplate && endsAt !== null && endsAt.getTime() <= now()) {
    const { hasTemplates } = channels[channelType].capabilities
    throw new AppError('window_closed', {
      ...(hasTemplates ? {} : { detail: 'The provider allows messages only for a time after the contact’s last one.' }),
      data: { windowEndsAt: endsAt.toISOString() },
    })
  }
  const left = await leftInWindow(tx, conversation, channelType)
  if (left !== null && count > left) throw new AppError('window_used_up', { data: { left } })
}

/** How many messages may go out until the contact answers; null: any number. */
export async function leftInWindow(
  tx: Tx,
  { workspace_id, id }: Pick<Conversation, 'workspace_id' | 'id'>,
  channelType: ChannelType,
): Promise<number | null> {
  const most = channels[channelType].capabilities.window?.most ?? null
  if (most === null) return null
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM message m
    WHERE m.workspace_id = ${workspace_id} AND m.conversation_id = ${id} AND m.author_type <> 'contact'
      AND NOT m.is_note AND m.state <> 'failed'
      AND m.id > coalesce((SELECT l.id FROM message l WHERE l.workspace_id = m.workspace_id
        AND l.conversation_id = m.conversation_id AND l.author_type = 'contact' ORDER BY l.id DESC LIMIT 1),
        '00000000-0000-0000-0000-000000000000')`.execute(tx)
  return Math.max(0, most - (rows[0]?.count ?? 0))
}

async function standingOfRecipient(tx: Tx, { workspace_id, id }: Conversation) {
  const recipient = await loadRecipient(tx, workspace_id, id)
  return recipient ? standingOf(recipient) : 'ok'
}
