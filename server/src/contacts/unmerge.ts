/**
 * Makes two contacts of one again, who were made one by mistake. Who was gone comes back as they were: with their
 * addresses, with the conversations they had, and with those that were opened from their addresses since. Who stayed
 * gives back what they took over and still have. What the merge closed stays closed.
 */
import type { Actor, Contact } from '@fairlead/sdk'
import { sql } from 'kysely'
import { holdForChange } from '../assignment/lock.ts'
import { moveContactNotes } from '../contact-notes/move.ts'
import { changeConversation } from '../conversations/change.ts'
import { append, type Db, type Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { found } from '../errors.ts'
import { returnBeginnings } from '../workflows/triggers/carry-beginnings.ts'
import { holdAddressesOf } from './hold.ts'
import { loadContact } from './present.ts'
import { applyPriorityRules, holdConversationsOf } from './priority-rules.ts'
import { valueBefore } from './value-before.ts'

type Row = Readonly<{
  id: string
  name: string
  email: string | null
  phone: string | null
  locale: string | null
  fields: Contact['fields']
  tags: string[]
  owner_id: string | null
  stage: string | null
  avatar_id: string | null
  is_name_given: boolean
  created_at: string
}>

/** `kept`: who stayed, as they were before. Merges of an earlier version remember no notes. */
type Merged = Readonly<{
  gone: Row
  kept: Row
  identityIds: string[]
  conversationIds: string[]
  noteIds?: string[]
}>

/** Keeps what each of them was and had. The caller holds both, and has changed nothing yet. */
export async function rememberMerge(
  tx: Tx,
  { workspaceId, id, otherId, actor }: Readonly<{ workspaceId: string; id: string; otherId: string; actor: Actor }>,
): Promise<void> {
  await sql`
    INSERT INTO contact_merge (workspace_id, id, contact_id, merged, actor)
    SELECT k.workspace_id, ${newId()}, k.id, jsonb_build_object('gone', to_jsonb(o), 'kept', to_jsonb(k),
      'identityIds', (SELECT coalesce(jsonb_agg(i.id ORDER BY i.id), '[]') FROM identity i
        WHERE i.workspace_id = o.workspace_id AND i.contact_id = o.id),
      'conversationIds', (SELECT coalesce(jsonb_agg(c.id ORDER BY c.id), '[]') FROM conversation c
        WHERE c.workspace_id = o.workspace_id AND c.contact_id = o.id),
      'noteIds', (SELECT coalesce(jsonb_agg(n.id ORDER BY n.id), '[]') FROM contact_note n
        WHERE n.workspace_id = o.workspace_id AND n.contact_id = o.id)), ${JSON.stringify(actor)}::jsonb
    FROM contact k JOIN contact o ON o.workspace_id = k.workspace_id AND o.id = ${otherId}
    WHERE k.workspace_id = ${workspaceId} AND k.id = ${id}`.execute(tx)
  // What was merged into the other goes along, and can be taken out of the one that stays.
  await tx
    .updateTable('contact_merge')
    .set({ contact_id: id })
    .where('workspace_id', '=', workspaceId)
    .where('contact_id', '=', otherId)
    .where('undone_at', 'is', null)
    .execute()
}

/** Who can be taken out again, newest first. */
export async function listMerges(db: Db, workspaceId: string, id: string) {
  found(await loadContact(db, workspaceId, id))
  const rows = await db
    .selectFrom('contact_merge')
    .select(['id', 'at', sql<string>`merged -> 'gone' ->> 'name'`.as('name')])
    .where('workspace_id', '=', workspaceId)
    .where('contact_id', '=', id)
    .where('undone_at', 'is', null)
    .orderBy('at', 'desc')
    .execute()
  return rows.map((row) => ({ id: row.id, name: row.name, at: row.at.toISOString() }))
}

type Undo = Readonly<{ workspaceId: string; id: string; mergeId: string; actor: Actor }>

/**
 * Answers with the contact that is there again.
 *
 * @throws {AppError} `not_found` when there is no such merge, or it was undone before.
 */
export async function undoMerge(tx: Tx, { workspaceId, id, mergeId, actor }: Undo): Promise<Contact> {
  await holdForChange(tx, workspaceId)
  await holdAddressesOf(tx, workspaceId, [id])
  await holdConversationsOf(tx, workspaceId, [id])
  found(await lockContact(tx, workspaceId, id))
  const merge = found(
    await tx
      .updateTable('contact_merge')
      .set({ undone_at: sql<Date>`clock_timestamp()` })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', mergeId)
      .where('contact_id', '=', id)
      .where('undone_at', 'is', null)
      .returning('merged')
      .executeTakeFirst(),
  )
  const merged = merge.merged as unknown as Merged
  const { gone } = merged
  const before = found(await loadContact(tx, workspaceId, id))

  await sql`
    INSERT INTO contact SELECT (jsonb_populate_record(NULL::contact, ${JSON.stringify(gone)}::jsonb)).*`.execute(tx)
  const addresses = await sql<{ channel_id: string; address: string }>`
    UPDATE identity SET contact_id = ${gone.id}
    WHERE workspace_id = ${workspaceId} AND contact_id = ${id} AND id = ANY (${merged.identityIds}::uuid[])
    RETURNING channel_id, address`.execute(tx)
  await giveBack(tx, workspaceId, id, merged)
  await moveBack(tx, { workspaceId, id, actor }, merged, addresses.rows)
  await sql`
    UPDATE rating r SET contact_id = ${gone.id} FROM conversation c
    WHERE r.workspace_id = ${workspaceId} AND r.contact_id = ${id} AND c.workspace_id = r.workspace_id
      AND c.id = r.conversation_id AND c.contact_id = ${gone.id}`.execute(tx)
  await moveContactNotes(tx, { workspaceId, from: id, to: gone.id, actor, ids: merged.noteIds ?? [] })
  await returnBeginnings(tx, { workspaceId, from: id, to: gone.id })
  await distinguish(tx, workspaceId, [id, gone.id])

  const split = found(await loadContact(tx, workspaceId, gone.id))
  const contact = found(await loadContact(tx, workspaceId, id))
  append(tx, { workspaceId, type: 'contact.created', subjectId: gone.id, actor, data: { contact: split } })
  const data = { contact, ...valueBefore(before, contact) }
  append(tx, { workspaceId, type: 'contact.changed', subjectId: id, actor, data })
  for (const each of [id, gone.id]) await applyPriorityRules(tx, workspaceId, each)
  return split
}

/** Somebody said that they are not the same person: it is not suggested any more. */
export async function distinguish(tx: Tx, workspaceId: string, ids: readonly [string, string]): Promise<void> {
  const [one, other] = ids.toSorted()
  await tx
    .insertInto('contact_distinct')
    .values({ workspace_id: workspaceId, contact_id: one!, other_id: other! })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function lockContact(tx: Tx, workspaceId: string, id: string) {
  return tx
    .selectFrom('contact')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** Only what came from the other, and was not changed since. */
async function giveBack(tx: Tx, workspaceId: string, id: string, { gone, kept }: Merged): Promise<void> {
  const tags = gone.tags.filter((tag) => !kept.tags.includes(tag))
  const fields = Object.entries(gone.fields).filter(([name]) => !(name in kept.fields))
  const taken = (own: string | null, others: string | null) => (own === null ? others : null)
  await sql`
    UPDATE contact SET
      email = nullif(email, ${taken(kept.email, gone.email)}::text),
      phone = nullif(phone, ${taken(kept.phone, gone.phone)}::text),
      locale = nullif(locale, ${taken(kept.locale, gone.locale)}::text),
      owner_id = nullif(owner_id, ${taken(kept.owner_id, gone.owner_id)}::uuid),
      stage = nullif(stage, ${taken(kept.stage, gone.stage)}::text),
      tags = ARRAY(SELECT tag FROM unnest(tags) WITH ORDINALITY AS t (tag, place)
        WHERE tag <> ALL (${tags}::text[]) ORDER BY place),
      fields = coalesce((SELECT jsonb_object_agg(f.key, f.value) FROM jsonb_each(fields) AS f
        WHERE NOT EXISTS (SELECT FROM jsonb_each(${JSON.stringify(Object.fromEntries(fields))}::jsonb) AS o
          WHERE o.key = f.key AND o.value = f.value)), '{}')
    WHERE workspace_id = ${workspaceId} AND id = ${id}`.execute(tx)
}

async function moveBack(
  tx: Tx,
  { workspaceId, id, actor }: Omit<Undo, 'mergeId'>,
  { gone, conversationIds }: Merged,
  addresses: readonly Readonly<{ channel_id: string; address: string }>[],
): Promise<void> {
  const own = new Set(addresses.map(({ channel_id, address }) => `${channel_id} ${address}`))
  const rows = await tx
    .selectFrom('conversation')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('contact_id', '=', id)
    .orderBy('id')
    .execute()
  const theirs = rows.filter(
    (row) => conversationIds.includes(row.id) || (row.address !== null && own.has(`${row.channel_id} ${row.address}`)),
  )
  for (const row of theirs) {
    await changeConversation(
      tx,
      row,
      { contact_id: gone.id, last_activity_at: sql<Date>`last_activity_at` },
      { type: 'conversation.changed', actor, extra: {} },
    )
  }
}
