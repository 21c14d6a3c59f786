import type { Actor } from '@fairlead/sdk'
import { sql } from 'kysely'
import { holdPriorityRules, priorityFor } from '../contacts/priority-rules.ts'
import type { Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { found } from '../errors.ts'
import { changeConversation } from './change.ts'
import { unsnoozeConversation } from './snooze.ts'

type Place = Readonly<{
  workspaceId: string
  channelId: string
  contactId: string
  /** Everything that the sender is known by on the channel, where they are written to first. */
  addresses: readonly string[]
  actor: Actor
  author: 'contact' | 'member'
}>

/** `isNew`: its `conversation.opened` is still to be appended, with its first message in it. */
export type CurrentConversation = Readonly<{ id: string; isNew: boolean }>

/**
 * The conversation that a contact's message belongs to: the current one, woken when it is snoozed; else the last one
 * when it was closed within the reopen window; else a new one in the channel's team. Whoever is reopened or new waits
 * in the queue: never straight to somebody who may be away or full. The caller holds the contact's addresses, and
 * whoever snoozed conversations of theirs.
 *
 * What the business wrote in the provider's own app asks nothing of anybody: it goes where the conversation stands, and
 * opens and wakes none.
 */
export async function openConversation(tx: Tx, place: Place): Promise<CurrentConversation> {
  const { workspaceId, channelId, contactId, actor, author } = place
  const last = await lockLast(tx, place)
  if (last?.status === 'open' || (last && author === 'member')) return { id: last.id, isNew: false }
  if (last?.status === 'snoozed') {
    await unsnoozeConversation(tx, { workspaceId, id: last.id, actor, by: 'contact' })
    return { id: last.id, isNew: false }
  }

  // A member may be opening another one of the contact's at this moment.
  const contact = await lockContact(tx, workspaceId, contactId)
  const current = await lockLast(tx, place)
  if (current && current.status !== 'closed') return openConversation(tx, place)
  const priority = priorityFor(contact, await holdPriorityRules(tx, workspaceId))
  if (last?.is_recent) {
    await changeConversation(
      tx,
      last,
      {
        ...newInQueue,
        status: 'open',
        closed_at: null,
        assignee_id: null,
        assigned_at: null,
        assigned_by: null,
        priority: last.is_priority_manual ? last.priority : priority,
        team_id: await teamFor(tx, place, last.id),
      },
      { type: 'conversation.reopened', actor, extra: { by: 'contact' } },
    )
    return { id: last.id, isNew: false }
  }

  const id = newId()
  await tx
    .insertInto('conversation')
    .values({
      workspace_id: workspaceId,
      id,
      channel_id: channelId,
      contact_id: contactId,
      team_id: await teamFor(tx, place, null),
      priority,
      address: (await goesByAddress(tx, place)) ? (place.addresses[0] ?? null) : null,
      queue_order: sql`now()`,
      ...(author === 'contact' ? { closed_at: null } : { status: 'closed', closed_at: sql<Date>`now()` }),
    })
    .execute()
  return { id, isNew: true }
}

/** What is forgotten when a conversation comes into the queue anew: nobody was tried, no team was gone through. */
export const newInQueue = {
  queued_at: sql<Date>`clock_timestamp()`,
  queued_reason: null,
  tried: sql<string[]>`'{}'`,
  escalated_at: null,
  overflowed_from: sql<string[]>`'{}'`,
}

// After two contacts became one, each address goes on with its own; one without an address is for all of them.
async function lockLast(tx: Tx, { workspaceId, channelId, contactId, addresses }: Place) {
  return tx
    .selectFrom('conversation as c')
    .innerJoin('workspace as w', 'w.id', 'c.workspace_id')
    .innerJoin('channel as h', (join) =>
      join.onRef('h.workspace_id', '=', 'c.workspace_id').onRef('h.id', '=', 'c.channel_id'),
    )
    .select([
      'c.workspace_id',
      'c.id',
      'c.status',
      'c.priority',
      'c.is_priority_manual',
      sql<boolean>`c.closed_at > now() - make_interval(hours => coalesce(h.reopen_hours, w.reopen_hours))`.as(
        'is_recent',
      ),
    ])
    .where('c.workspace_id', '=', workspaceId)
    .where('c.channel_id', '=', channelId)
    .where('c.contact_id', '=', contactId)
    .where(sql<boolean>`(c.address IS NULL OR c.address = ANY (${addresses}::text[]))`)
    .orderBy(sql`c.status = 'closed'`)
    .orderBy(sql`c.address IS NULL`)
    .orderBy('c.created_at', 'desc')
    .limit(1)
    .forNoKeyUpdate('c')
    .executeTakeFirst()
}

async function goesByAddress(tx: Tx, { workspaceId, channelId, contactId }: Place): Promise<boolean> {
  const row = await tx
    .selectFrom('conversation')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .where('contact_id', '=', contactId)
    .where('address', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

// Also, a new name for the contact is then told after the conversation that still shows the old.
async function lockContact(tx: Tx, workspaceId: string, contactId: string) {
  return found(
    await tx
      .selectFrom('contact')
      .select(['tags', 'stage', 'owner_id'])
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', contactId)
      .forShare()
      .executeTakeFirst(),
  )
}

// The team it had, the channel's, the workspace's: the first that still exists, and goes on to until we are done.
async function teamFor(
  tx: Tx,
  { workspaceId, channelId }: Place,
  conversationId: string | null,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    SELECT t.id FROM (
      SELECT 1 AS rank, team_id FROM conversation WHERE workspace_id = ${workspaceId} AND id = ${conversationId}
      UNION ALL SELECT 2, team_id FROM channel WHERE workspace_id = ${workspaceId} AND id = ${channelId}
      UNION ALL SELECT 3, default_team_id FROM workspace WHERE id = ${workspaceId}
    ) AS wanted
    JOIN team t ON t.workspace_id = ${workspaceId} AND t.id = wanted.team_id AND t.deleted_at IS NULL
    ORDER BY rank LIMIT 1 FOR KEY SHARE OF t`.execute(tx)
  return rows[0]?.id ?? null
}
