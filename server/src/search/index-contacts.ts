import type { Contact } from '@fairlead/sdk'
import { sql } from 'kysely'
import { loadContacts } from '../contacts/present.ts'
import type { Tx } from '../db/database.ts'
import { grams } from './grams.ts'

/** What is looked for in a contact. The name is the first: it is what is shown of them. */
export function searchedTexts({ name, email, phone, identities, fields }: Contact): string[] {
  const addresses = identities.flatMap((each) => [each.address, each.email, each.phone])
  const values = Object.values(fields).map((value) => (typeof value === 'object' ? '' : String(value)))
  const others = [email, phone, ...addresses, ...values].filter((each) => each !== null && each !== '')
  return [name, ...new Set(others.map(String))]
}

/** Writes down who the contacts are now; one that is no more leaves the index. */
export async function indexContacts(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const contacts = await loadContacts(tx, workspaceId, ids)
  const found = contacts.map((contact) => ({ id: contact.id, grams: grams(searchedTexts(contact).join('\n')) }))
  await sql`/* search.write-contacts */
    INSERT INTO contact_search (workspace_id, contact_id, grams)
    SELECT ${workspaceId}, id, array_to_tsvector(string_to_array(grams, ' '))
    FROM unnest(${found.map(({ id }) => id)}::uuid[], ${found.map((row) => row.grams.join(' '))}::text[]) AS c (id, grams)
    ORDER BY id
    ON CONFLICT (workspace_id, contact_id) DO UPDATE SET grams = excluded.grams
    WHERE contact_search.grams IS DISTINCT FROM excluded.grams`.execute(tx)
  const isFound = new Set(found.map(({ id }) => id))
  const gone = ids.filter((id) => !isFound.has(id))
  if (gone.length === 0) return
  await sql`/* search.forget-contacts */
    DELETE FROM contact_search WHERE workspace_id = ${workspaceId} AND contact_id = ANY (${gone}::uuid[])`.execute(tx)
}
