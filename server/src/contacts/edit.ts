import { isDeepStrictEqual } from 'node:util'
import type { Actor, Contact, patchContact } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { z } from 'zod'
import { append, type Tx } from '../db/database.ts'
import { found } from '../errors.ts'
import { readFieldValues } from '../fields/values.ts'
import { holdTags } from '../tags/hold.ts'
import { requireValidContact } from './check.ts'
import { mergeFields, toColumns } from './columns.ts'
import { holdAddressesOf } from './hold.ts'
import { loadContact } from './present.ts'
import { applyPriorityRules } from './priority-rules.ts'
import { valueBefore } from './value-before.ts'

type ContactEdit = z.output<(typeof patchContact)['body']>

/**
 * Changes what is given. Of `fields` only those given change; one set to null goes. What the contact is now worth tells
 * the priority of their conversations.
 */
export async function editContact(
  tx: Tx,
  { workspaceId, id, actor, given }: { workspaceId: string; id: string; actor: Actor; given: ContactEdit },
): Promise<Contact> {
  const changesValue = given.tags !== undefined || given.stage !== undefined || given.ownerId !== undefined
  await holdTags(tx, { workspaceId, actor }, given.tags)
  await holdAddressesOf(tx, workspaceId, [id])
  if (changesValue) await lockConversationsOf(tx, workspaceId, id)
  await lockContact(tx, workspaceId, id)
  const before = found(await loadContact(tx, workspaceId, id))
  await requireValidContact(tx, workspaceId, given, before)
  const fields = await readFieldValues(tx, { workspaceId, subject: 'contact' }, given.fields ?? {}, before.fields)
  await tx
    .updateTable('contact')
    .set({
      ...toColumns(given),
      ...(given.name === undefined ? {} : { is_name_given: true }),
      fields: mergeFields(sql.ref('fields'), fields),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()

  const contact = found(await loadContact(tx, workspaceId, id))
  if (!isDeepStrictEqual(before, contact)) {
    const data = { contact, ...valueBefore(before, contact) }
    append(tx, { workspaceId, type: 'contact.changed', subjectId: id, actor, data })
    if (changesValue) await applyPriorityRules(tx, workspaceId, id)
  }
  return contact
}

// Before the contact, as everywhere.
async function lockConversationsOf(tx: Tx, workspaceId: string, contactId: string): Promise<void> {
  await tx
    .selectFrom('conversation')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('contact_id', '=', contactId)
    .where('status', '<>', 'closed')
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
}

// Before it is read: an edit that undoes one under way would else look like none, and no event would tell of it.
async function lockContact(tx: Tx, workspaceId: string, id: string): Promise<void> {
  found(
    await tx
      .selectFrom('contact')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .forNoKeyUpdate()
      .executeTakeFirst(),
  )
}
