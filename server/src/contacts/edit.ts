import { isDeepStrictEqual } from 'node:util'
import type { Actor, Contact, patchContact } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { z } from 'zod'
import { append, type Tx } from '../db/database.ts'
import { found } from '../errors.ts'
import { mergeFields, toColumns } from './columns.ts'
import { loadContact } from './present.ts'

type ContactEdit = z.output<(typeof patchContact)['body']>

/** Changes what is given. Of `fields` only those given change; one set to null goes. */
export async function editContact(
  tx: Tx,
  { workspaceId, id, actor, given }: { workspaceId: string; id: string; actor: Actor; given: ContactEdit },
): Promise<Contact> {
  await lockContact(tx, workspaceId, id)
  const before = found(await loadContact(tx, workspaceId, id))
  await tx
    .updateTable('contact')
    .set({ ...toColumns(given), fields: mergeFields(sql.ref('fields'), given.fields) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()

  const contact = found(await loadContact(tx, workspaceId, id))
  if (!isDeepStrictEqual(before, contact)) {
    append(tx, { workspaceId, type: 'contact.changed', subjectId: id, actor, data: { contact } })
  }
  return contact
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
