import type { Contact } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { found } from '../errors.ts'
import { loadContact, loadContacts } from './present.ts'

const most = 10

type Suggestion = Readonly<{ contact: Contact; because: 'phone' | 'email' }>

/**
 * Who may be the same person: somebody with the same phone number or e-mail address, whether it stands in their contact
 * or they wrote from it. Nobody is merged by that alone: numbers change hands, and families share an address.
 */
export async function listSuggestions(db: Db, workspaceId: string, id: string): Promise<Suggestion[]> {
  found(await loadContact(db, workspaceId, id))
  const { rows } = await sql<{ id: string; because: 'phone' | 'email' }>`
    WITH known AS (
      SELECT phone, lower(email) AS email FROM contact WHERE workspace_id = ${workspaceId} AND id = ${id}
      UNION SELECT phone, lower(email) FROM identity WHERE workspace_id = ${workspaceId} AND contact_id = ${id}),
    same AS (
      SELECT k.id, 'phone' AS because FROM known n JOIN contact k ON k.workspace_id = ${workspaceId} AND k.phone = n.phone
      UNION SELECT i.contact_id, 'phone' FROM known n JOIN identity i ON i.workspace_id = ${workspaceId} AND i.phone = n.phone
      UNION SELECT k.id, 'email' FROM known n JOIN contact k ON k.workspace_id = ${workspaceId} AND lower(k.email) = n.email
      UNION SELECT i.contact_id, 'email' FROM known n
        JOIN identity i ON i.workspace_id = ${workspaceId} AND lower(i.email) = n.email)
    SELECT s.id, max(s.because) AS because FROM same s
    WHERE s.id <> ${id} AND NOT EXISTS (SELECT FROM contact_distinct d WHERE d.workspace_id = ${workspaceId}
      AND d.contact_id = least(s.id, ${id}::uuid) AND d.other_id = greatest(s.id, ${id}::uuid))
    GROUP BY s.id ORDER BY s.id LIMIT ${most}`.execute(db)
  const contacts = new Map(
    (
      await loadContacts(
        db,
        workspaceId,
        rows.map((row) => row.id),
      )
    ).map((each) => [each.id, each]),
  )
  return rows.flatMap(({ id: otherId, because }) => {
    const contact = contacts.get(otherId)
    return contact ? [{ contact, because }] : []
  })
}
