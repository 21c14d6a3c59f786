import type { Tx } from '../../db/database.ts'
import type { EffectOf } from '../interpreter/effect.ts'
import { Refused } from './refused.ts'
import type { Running } from './running.ts'

/**
 * The conversation in which a run writes: its own, or the contact's on another channel, the one that goes on before one
 * that is closed. It begins none: whom nobody has spoken to there is not written to there by a machine.
 */
export async function placeOf(tx: Tx, run: Running, channel: EffectOf<'send_message'>['channel']): Promise<string> {
  if (channel === 'this') return run.conversationId
  const channelId = channel === 'last' ? await lastUsedBy(tx, run) : channel
  const own = await tx
    .selectFrom('conversation')
    .select('channel_id')
    .where('workspace_id', '=', run.workspaceId)
    .where('id', '=', run.conversationId)
    .executeTakeFirst()
  if (channelId === null || channelId === own?.channel_id) return run.conversationId
  return conversationOn(tx, run, channelId)
}

async function lastUsedBy(tx: Tx, { workspaceId, contactId }: Running): Promise<string | null> {
  const row = await tx
    .selectFrom('identity as i')
    .innerJoin('channel as h', (join) =>
      join.onRef('h.workspace_id', '=', 'i.workspace_id').onRef('h.id', '=', 'i.channel_id'),
    )
    .select('i.channel_id')
    .where('i.workspace_id', '=', workspaceId)
    .where('i.contact_id', '=', contactId)
    .where('h.deleted_at', 'is', null)
    .orderBy('i.last_used_at', 'desc')
    .orderBy('i.id')
    .limit(1)
    .executeTakeFirst()
  return row?.channel_id ?? null
}

async function conversationOn(tx: Tx, { workspaceId, contactId }: Running, channelId: string): Promise<string> {
  const row = await tx
    .selectFrom('conversation as c')
    .innerJoin('identity as i', (join) =>
      join
        .onRef('i.workspace_id', '=', 'c.workspace_id')
        .onRef('i.contact_id', '=', 'c.contact_id')
        .onRef('i.channel_id', '=', 'c.channel_id'),
    )
    .select('c.id')
    .where('c.workspace_id', '=', workspaceId)
    .where('c.contact_id', '=', contactId)
    .where('c.channel_id', '=', channelId)
    .orderBy((eb) => eb('c.status', '=', 'closed'))
    .orderBy('c.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row) return row.id
  throw new Refused(
    'no_conversation',
    'The contact has no conversation on that channel, and a workflow begins none there.',
  )
}
