import type { Contact } from '@fairlead/sdk'
import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db, Tx } from '../db/database.ts'

/** Contacts as the contract shows them, in the order of the ids given. */
export async function loadContacts(db: Db | Tx, workspaceId: string, ids: readonly string[]): Promise<Contact[]> {
  if (ids.length === 0) return []
  const rows = await selectContacts(db, workspaceId)
    .modifyFront(sql`/* contact.load */`)
    .where(sql<boolean>`k.id = ANY (${ids}::uuid[])`)
    .execute()
  const byId = new Map(rows.map((row) => [row.id, presentContact(row)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

export async function loadContact(db: Db | Tx, workspaceId: string, id: string): Promise<Contact | null> {
  const [contact] = await loadContacts(db, workspaceId, [id])
  return contact ?? null
}

export function selectContacts(db: Db | Tx, workspaceId: string) {
  return db
    .selectFrom('contact as k')
    .selectAll('k')
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom('identity as i')
          .innerJoin('channel as h', (join) =>
            join.onRef('h.workspace_id', '=', 'i.workspace_id').onRef('h.id', '=', 'i.channel_id'),
          )
          .select(['i.id', 'i.channel_id', 'h.type as channel_type', 'i.address', 'i.is_verified'])
          .select(['i.phone', 'i.email', 'i.blocked_at', 'i.opted_out_at'])
          .whereRef('i.workspace_id', '=', 'k.workspace_id')
          .whereRef('i.contact_id', '=', 'k.id')
          .orderBy('i.id'),
      ).as('identities'),
    )
    .where('k.workspace_id', '=', workspaceId)
}

type Row = Awaited<ReturnType<ReturnType<typeof selectContacts>['execute']>>[number]

export function presentContact(row: Row): Contact {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    phone: row.phone,
    locale: row.locale,
    fields: row.fields,
    tags: row.tags,
    ownerId: row.owner_id,
    stage: row.stage,
    identities: row.identities.map((identity) => ({
      id: identity.id,
      channelId: identity.channel_id,
      channelType: identity.channel_type,
      address: identity.address,
      isVerified: identity.is_verified,
      phone: identity.phone,
      email: identity.email,
      standing: standingOf(identity),
    })),
    avatarId: row.avatar_id,
    createdAt: row.created_at.toISOString(),
  }
}

/** Whether somebody may be written to at an address of theirs. */
export function standingOf(identity: { blocked_at: unknown; opted_out_at: unknown }): 'ok' | 'blocked' | 'opted_out' {
  if (identity.blocked_at !== null) return 'blocked'
  return identity.opted_out_at === null ? 'ok' : 'opted_out'
}
