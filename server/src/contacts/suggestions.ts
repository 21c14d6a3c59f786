import type { Actor, Contact } from '@fairlead/sdk'
import { sql } from 'kysely'
import { append, type Db, type Tx } from '../db/database.ts'
import { AppError, found, refusal } from '../errors.ts'
import { spellingsOf } from './phone.ts'
import { loadContact, loadContacts } from './present.ts'
import { distinguish } from './unmerge.ts'

const most = 10

type Suggestion = Readonly<{ contact: Contact; because: 'phone' | 'email' }>

/**
 * Who may be the same person: somebody with the same phone number or e-mail address, whether it stands in their contact
 * or they wrote from it. Nobody is merged by that alone: numbers change hands, and families share an address.
 */
export async function listSuggestions(db: Db, workspaceId: string, id: string): Promise<Suggestion[]> {
  const { phone, email, identities } = found(await loadContact(db, workspaceId, id))
  const phones = texts([phone, ...identities.map((identity) => identity.phone)]).flatMap(spellingsOf)
  const emails = texts([email, ...identities.map((identity) => identity.email)]).map((each) => each.toLowerCase())
  const { rows } = await sql<{ id: string; because: 'phone' | 'email' }>`
    WITH same AS (
      SELECT id, 'phone' AS because FROM contact WHERE workspace_id = ${workspaceId} AND phone = ANY (${phones}::text[])
      UNION SELECT contact_id, 'phone' FROM identity
        WHERE workspace_id = ${workspaceId} AND phone = ANY (${phones}::text[])
      UNION SELECT id, 'email' FROM contact WHERE workspace_id = ${workspaceId} AND lower(email) = ANY (${emails}::text[])
      UNION SELECT contact_id, 'email' FROM identity
        WHERE workspace_id = ${workspaceId} AND lower(email) = ANY (${emails}::text[]))
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

type Refusal = Readonly<{ workspaceId: string; id: string; otherId: string; actor: Actor }>

/** They are two people: neither is suggested for the other again. */
export async function refuseSuggestion(tx: Tx, { workspaceId, id, otherId, actor }: Refusal): Promise<void> {
  if (id === otherId) throw refusal('invalid_request', [{ path: 'contactId', message: 'is the contact itself' }])
  // Neither goes meanwhile.
  const held = await tx
    .selectFrom('contact')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [id, otherId])
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  if (held.length < 2) throw new AppError('not_found')
  await distinguish(tx, workspaceId, [id, otherId])
  // For whoever looks at them now.
  const contact = found(await loadContact(tx, workspaceId, id))
  append(tx, { workspaceId, type: 'contact.changed', subjectId: id, actor, data: { contact } })
}

function texts(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null))]
}
