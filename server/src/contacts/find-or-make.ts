import type { Actor } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Sender } from '../channels/inbound.ts'
import { now } from '../db/clock.ts'
import { append, type Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { loadContacts } from './present.ts'
import type { Valued } from './priority-rules.ts'

/** How long what a provider said of somebody is good for. */
export const profileForMs = 7 * 24 * 3_600_000

type Place = Readonly<{ workspaceId: string; channelId: string }>

/** Whoever writes: where, from which addresses, and what else was told of them. */
export type Writer = Place &
  Readonly<{
    sender: Sender
    isVerified: boolean
    email?: string | null
    locale?: string | null
  }>

/**
 * `isNew`: made just now. `prefersAnother`: replies go to another of their addresses at the moment. All but `id`, `name`
 * and `isNew` is said of the address that they write from.
 */
export type Known = Readonly<{
  id: string
  name: string
  isNew: boolean
  prefersAnother: boolean
  /** Who they are was not asked of their provider, or long ago. */
  isProfileOld: boolean
  /** As far as we know they have blocked us. */
  isBlocked: boolean
  /** What their priority rests on. */
  valued: Valued
}>

/** `phone` and `email`: of the address that they were found by. */
type Found = Known & Readonly<{ workspaceId: string; phone: string | null; email: string | null }>
/** By channel and address. */
export type FoundContacts = ReadonlyMap<string, Found>

type NewIdentity = Readonly<{
  workspace_id: string
  id: string
  channel_id: string
  address: string
  contact_id: string
  is_verified: boolean
  phone: string | null
  email: string | null
}>
type Told = Pick<NewIdentity, 'workspace_id' | 'channel_id' | 'address' | 'contact_id' | 'phone' | 'email'>

/** Everything that identifies them on the channel, where they are written to first. */
export function allAddresses({ addresses, matchKeys }: Sender): string[] {
  return [...addresses, ...matchKeys]
}

/**
 * The contacts who write, in the order of the writers, made when they are new, with e-mail and language if they were
 * told; addresses not known yet are linked to them. The caller holds the addresses.
 */
export async function findOrMakeContacts(tx: Tx, writers: readonly Writer[]): Promise<Known[]> {
  const { contacts, written } = makeContacts(tx, writers, await findContacts(tx, writers))
  await written
  return contacts
}

/** The same, when those who are known were found already. What is new is stored when `written` has settled. */
export function makeContacts(
  tx: Tx,
  writers: readonly Writer[],
  found: FoundContacts,
): Readonly<{ contacts: Known[]; written: Promise<void> }> {
  const byAddress = new Map(found)
  const made: { contact: Found; writer: Writer }[] = []
  const missing: NewIdentity[] = []
  const told = new Map<string, Told>()
  const widened = new Map<string, Found>()

  const answer = writers.map((writer) => {
    const { workspaceId, channelId, sender, isVerified } = writer
    const { phone } = sender
    const email = emailOf(writer)
    const known = allAddresses(sender).flatMap((address) => byAddress.get(keyOf(channelId, address)) ?? [])
    const [best] = known
    const contact: Found = best ?? {
      ...{ workspaceId, id: newId(), name: sender.name ?? sender.phone ?? sender.addresses[0]! },
      ...{ isNew: true, prefersAnother: false, isProfileOld: true, isBlocked: false },
      ...{ valued: { tags: [], stage: null, owner_id: null }, phone, email },
    }
    if (!best) made.push({ contact, writer })
    for (const address of sender.addresses) {
      const key = keyOf(channelId, address)
      const before = byAddress.get(key)
      const after = {
        ...(before ?? contact),
        phone: phone ?? before?.phone ?? null,
        email: email ?? before?.email ?? null,
      }
      if (before && before.phone === after.phone && before.email === after.email) continue
      byAddress.set(key, after)
      if (!after.isNew) widened.set(after.id, after)
      const row = {
        ...{ workspace_id: workspaceId, channel_id: channelId, address, contact_id: after.id },
        ...{ phone: after.phone, email: after.email },
      }
      if (before) told.set(key, row)
      else missing.push({ ...row, id: newId(), is_verified: isVerified })
    }
    const first = byAddress.get(keyOf(channelId, sender.addresses[0]!))
    return { contact, ofAddress: first ?? contact }
  })

  const write = async () => {
    await holdContacts(tx, [...widened.values()])
    await Promise.all([
      insertContacts(tx, made),
      insertIdentities(tx, missing),
      noteTold(tx, [...told.values()]),
      announce(tx, [...made.map(({ contact }) => contact), ...widened.values()]),
    ])
  }
  const contacts = answer.map(({ contact, ofAddress: { prefersAnother, isProfileOld, isBlocked } }) => ({
    ...contact,
    ...{ prefersAnother, isProfileOld, isBlocked },
  }))
  return { contacts, written: write() }
}

/** How somebody is found among those who were. */
export function keyOf(channelId: string, address: string): string {
  return `${channelId} ${address}`
}

/** Who is known by the addresses of these. */
export async function findContacts(tx: Tx, writers: readonly Writer[]): Promise<FoundContacts> {
  const places = new Map(
    writers.flatMap(({ workspaceId, channelId, sender }) =>
      allAddresses(sender).map((address) => [keyOf(channelId, address), { workspaceId, channelId, address }]),
    ),
  )
  const wanted = [...places.values()]
  const { rows } = await sql<{
    workspace_id: string
    channel_id: string
    address: string
    phone: string | null
    email: string | null
    id: string
    name: string
    prefers_another: boolean
    is_profile_old: boolean
    is_blocked: boolean
    tags: string[]
    stage: string | null
    owner_id: string | null
  }>`/* contact.find */
    SELECT i.workspace_id, i.channel_id, i.address, i.phone, i.email, k.id, k.name, k.tags, k.stage, k.owner_id,
      o.id IS NOT NULL AS prefers_another, i.blocked_at IS NOT NULL AS is_blocked,
      i.profile_at IS NULL OR i.profile_at < ${new Date(now() - profileForMs)} AS is_profile_old
    FROM unnest(${wanted.map(({ workspaceId }) => workspaceId)}::uuid[],
      ${wanted.map(({ channelId }) => channelId)}::uuid[], ${wanted.map(({ address }) => address)}::text[])
      AS w (workspace_id, channel_id, address)
    CROSS JOIN LATERAL (SELECT i.* FROM identity i WHERE i.workspace_id = w.workspace_id
      AND i.channel_id = w.channel_id AND i.address = w.address OFFSET 0) AS i
    CROSS JOIN LATERAL (SELECT k.* FROM contact k
      WHERE k.workspace_id = i.workspace_id AND k.id = i.contact_id OFFSET 0) AS k
    LEFT JOIN LATERAL (SELECT o.id FROM identity o WHERE o.workspace_id = i.workspace_id
      AND o.contact_id = i.contact_id AND o.channel_id = i.channel_id AND o.last_used_at > i.last_used_at LIMIT 1) AS o ON true`.execute(
    tx,
  )
  return new Map(
    rows.map((row) => [
      keyOf(row.channel_id, row.address),
      {
        ...{ workspaceId: row.workspace_id, id: row.id, name: row.name, isNew: false },
        ...{ phone: row.phone, email: row.email },
        ...{ prefersAnother: row.prefers_another, isProfileOld: row.is_profile_old, isBlocked: row.is_blocked },
        valued: { tags: row.tags, stage: row.stage, owner_id: row.owner_id },
      },
    ]),
  )
}

function emailOf({ email, sender }: Writer): string | null {
  return email ?? sender.email ?? null
}

async function insertContacts(tx: Tx, made: readonly { contact: Found; writer: Writer }[]): Promise<void> {
  if (made.length === 0) return
  const rows = made.map(({ contact, writer }) => ({
    ...{ workspace_id: contact.workspaceId, id: contact.id, name: contact.name },
    ...{ phone: writer.sender.phone, email: emailOf(writer), locale: writer.locale ?? writer.sender.locale ?? null },
    is_name_given: writer.sender.name !== null,
  }))
  await sql`/* contact.insert */
    INSERT INTO contact (workspace_id, id, name, phone, email, locale, is_name_given)
    SELECT workspace_id, id, name, phone, email, locale, is_name_given
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS k (workspace_id uuid, id uuid, name text, phone text,
      email text, locale text, is_name_given boolean)`.execute(tx)
}

// Their events show the whole contact, which somebody may be editing.
async function holdContacts(tx: Tx, contacts: readonly Found[]): Promise<void> {
  if (contacts.length === 0) return
  await sql`
    SELECT FROM contact WHERE (workspace_id, id) IN (SELECT * FROM unnest(
      ${contacts.map(({ workspaceId }) => workspaceId)}::uuid[], ${contacts.map(({ id }) => id)}::uuid[]))
    ORDER BY id FOR NO KEY UPDATE`.execute(tx)
}

async function insertIdentities(tx: Tx, rows: readonly NewIdentity[]): Promise<void> {
  if (rows.length === 0) return
  await sql`/* identity.insert */
    INSERT INTO identity (workspace_id, id, channel_id, address, contact_id, is_verified, phone, email)
    SELECT workspace_id, id, channel_id, address, contact_id, is_verified, phone, email
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS i (workspace_id uuid, id uuid, channel_id uuid,
      address text, contact_id uuid, is_verified boolean, phone text, email text)`.execute(tx)
}

// What nobody wrote into the contact itself stands there too from now on.
async function noteTold(tx: Tx, rows: readonly Told[]): Promise<void> {
  if (rows.length === 0) return
  await sql`/* identity.note-told */
    WITH told AS (SELECT * FROM json_to_recordset(${JSON.stringify(rows)}::json) AS t (workspace_id uuid,
        channel_id uuid, address text, contact_id uuid, phone text, email text)),
      noted AS (UPDATE identity AS i SET phone = t.phone, email = t.email FROM told AS t
        WHERE i.workspace_id = t.workspace_id AND i.channel_id = t.channel_id AND i.address = t.address)
    UPDATE contact AS k SET phone = coalesce(k.phone, t.phone), email = coalesce(k.email, t.email) FROM told AS t
    WHERE k.workspace_id = t.workspace_id AND k.id = t.contact_id
      AND (k.phone IS NULL AND t.phone IS NOT NULL OR k.email IS NULL AND t.email IS NOT NULL)`.execute(tx)
}

async function announce(tx: Tx, contacts: readonly Found[]): Promise<void> {
  const isNew = new Map(contacts.map((contact) => [contact.id, contact.isNew]))
  for (const [workspaceId, own] of Map.groupBy(contacts, (contact) => contact.workspaceId)) {
    const resources = await loadContacts(
      tx,
      workspaceId,
      own.map(({ id }) => id),
    )
    for (const contact of resources) {
      append(tx, {
        workspaceId,
        type: isNew.get(contact.id) ? 'contact.created' : 'contact.changed',
        subjectId: contact.id,
        actor: { type: 'contact', id: contact.id } satisfies Actor,
        data: { contact },
      })
    }
  }
}
