/**
 * Makes two contacts one, who are the same person: what the other had goes to the one that stays, and the other is gone.
 * Where both were spoken to on a channel, each address goes on with its own conversations, as it was; so both may wait
 * at once, each as long as it has, and each is assigned for itself. What was theirs is remembered: see `unmerge.ts`.
 */
import type { Actor, Contact } from '@fairlead/sdk'
import { sql } from 'kysely'
import { holdForChange } from '../assignment/lock.ts'
import { moveContactNotes } from '../contact-notes/move.ts'
import { type ConversationRow, changeConversation } from '../conversations/change.ts'
import { close } from '../conversations/close.ts'
import { append, type Tx } from '../db/database.ts'
import { AppError, found, refusal } from '../errors.ts'
import { carryBeginnings } from '../workflows/triggers/carry-beginnings.ts'
import { holdAddressesOf } from './hold.ts'
import { loadContact } from './present.ts'
import { applyPriorityRules, holdConversationsOf } from './priority-rules.ts'
import { rememberMerge } from './unmerge.ts'

type Merge = Readonly<{ workspaceId: string; id: string; otherId: string; actor: Actor }>

export async function mergeContacts(tx: Tx, merge: Merge): Promise<Contact> {
  const { workspaceId, id, otherId, actor } = merge
  if (id === otherId) throw refusal('invalid_request', [{ path: 'contactId', message: 'is the contact itself' }])
  await holdEverything(tx, merge)

  await rememberMerge(tx, merge)
  const shared = await sharedChannels(tx, merge)
  for (const channelId of shared) await keepApart(tx, merge, channelId)
  await moveConversations(tx, merge)
  await sql`
    UPDATE identity SET contact_id = ${id}
    WHERE workspace_id = ${workspaceId} AND contact_id = ${otherId}`.execute(tx)
  await sql`
    UPDATE rating SET contact_id = ${id}
    WHERE workspace_id = ${workspaceId} AND contact_id = ${otherId}`.execute(tx)
  await moveContactNotes(tx, { workspaceId, from: otherId, to: id, actor })
  await carryBeginnings(tx, { workspaceId, from: otherId, to: id })
  await takeIn(tx, merge)

  const contact = found(await loadContact(tx, workspaceId, id))
  append(tx, { workspaceId, type: 'contact.merged', subjectId: id, actor, data: { contact, mergedId: otherId } })
  await applyPriorityRules(tx, workspaceId, id)
  return contact
}

/**
 * First the queues, for which one may have to wait: whoever holds addresses holds up what comes in. Then the addresses
 * of both: whoever takes in a message from one of them has found its contact, and goes on with that. Then their
 * conversations, then they themselves, each in the order of ids.
 */
async function holdEverything(tx: Tx, { workspaceId, id, otherId }: Merge): Promise<void> {
  const ids = [id, otherId]
  await holdForChange(tx, workspaceId)
  await holdAddressesOf(tx, workspaceId, ids)
  await holdConversationsOf(tx, workspaceId, ids)
  const held = await tx
    .selectFrom('contact')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute()
  if (!held.some((row) => row.id === id)) throw new AppError('not_found')
  if (!held.some((row) => row.id === otherId)) {
    throw refusal('unknown_reference', [{ path: 'contactId', message: 'there is no such contact' }])
  }
}

/** Where both can write from, or were spoken to. */
async function sharedChannels(tx: Tx, { workspaceId, id, otherId }: Merge): Promise<string[]> {
  const { rows } = await sql<{ channel_id: string }>`
    SELECT channel_id FROM (
      SELECT channel_id, contact_id FROM identity
      WHERE workspace_id = ${workspaceId} AND contact_id IN (${id}, ${otherId})
      UNION SELECT channel_id, contact_id FROM conversation
      WHERE workspace_id = ${workspaceId} AND contact_id IN (${id}, ${otherId})) AS places
    GROUP BY channel_id HAVING count(DISTINCT contact_id) = 2`.execute(tx)
  return rows.map((row) => row.channel_id)
}

/** Each goes on with the address that it was last written from, and is known by. */
async function keepApart(tx: Tx, { workspaceId, id, otherId }: Merge, channelId: string): Promise<void> {
  await sql`
    UPDATE conversation AS c SET address = (
      SELECT i.address FROM identity AS i
      WHERE i.workspace_id = c.workspace_id AND i.channel_id = c.channel_id AND i.contact_id = c.contact_id
      ORDER BY i.last_used_at DESC, i.id LIMIT 1)
    WHERE c.workspace_id = ${workspaceId} AND c.channel_id = ${channelId} AND c.contact_id IN (${id}, ${otherId})
      AND c.address IS NULL`.execute(tx)
}

async function moveConversations(tx: Tx, { workspaceId, id, otherId, actor }: Merge): Promise<void> {
  const rows = await tx
    .selectFrom('conversation')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('contact_id', 'in', [id, otherId])
    .orderBy('id')
    .execute()
  const isCurrentOfOne = (row: ConversationRow) => row.contact_id === id && row.status !== 'closed'
  const taken = new Set(rows.filter(isCurrentOfOne).map(placeOf))

  for (const row of rows.filter(({ contact_id }) => contact_id === otherId)) {
    // Nobody could tell apart what is said in two that have no address: the one that stays goes on.
    if (row.status !== 'closed' && taken.has(placeOf(row))) await close(tx, row, { by: 'merge', actor })
    await changeConversation(
      tx,
      row,
      // It is no activity in it.
      { contact_id: id, last_activity_at: sql<Date>`last_activity_at` },
      { type: 'conversation.changed', actor, extra: {} },
    )
  }
}

function placeOf({ channel_id, address }: ConversationRow): string {
  return `${channel_id} ${address ?? ''}`
}

/** What the one that stays does not say, the other does. */
async function takeIn(tx: Tx, { workspaceId, id, otherId }: Merge): Promise<void> {
  await sql`
    UPDATE contact AS k SET
      email = coalesce(k.email, o.email), phone = coalesce(k.phone, o.phone), locale = coalesce(k.locale, o.locale),
      owner_id = coalesce(k.owner_id, o.owner_id), stage = coalesce(k.stage, o.stage),
      fields = o.fields || k.fields,
      tags = k.tags || ARRAY(SELECT tag FROM unnest(o.tags) AS tag WHERE tag <> ALL (k.tags))
    FROM contact AS o
    WHERE k.workspace_id = ${workspaceId} AND k.id = ${id} AND o.workspace_id = k.workspace_id AND o.id = ${otherId}`.execute(
    tx,
  )
  await tx.deleteFrom('contact').where('workspace_id', '=', workspaceId).where('id', '=', otherId).execute()
}
