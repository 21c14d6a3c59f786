import type { Actor, Contact, postContact } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { z } from 'zod'
import { append, type Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { found } from '../errors.ts'
import { readFieldValues } from '../fields/values.ts'
import { holdTags } from '../tags/hold.ts'
import { requireValidContact } from './check.ts'
import { mergeFields, toColumns } from './columns.ts'
import { loadContact } from './present.ts'

type NewContact = z.output<(typeof postContact)['body']>

export async function makeContact(
  tx: Tx,
  { workspaceId, actor, given }: { workspaceId: string; actor: Actor; given: NewContact },
): Promise<Contact> {
  await requireValidContact(tx, workspaceId, given)
  await holdTags(tx, { workspaceId, actor }, given.tags)
  const fields = await readFieldValues(tx, { workspaceId, subject: 'contact' }, given.fields ?? {})

  const id = newId()
  await tx
    .insertInto('contact')
    .values({
      ...toColumns(given),
      workspace_id: workspaceId,
      id,
      name: given.name,
      fields: mergeFields(sql`'{}'::jsonb`, fields),
    })
    .execute()

  const contact = found(await loadContact(tx, workspaceId, id))
  append(tx, { workspaceId, type: 'contact.created', subjectId: id, actor, data: { contact } })
  return contact
}
