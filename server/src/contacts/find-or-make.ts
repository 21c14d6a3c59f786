import type { Actor } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Sender } from '../channels/channel.ts'
import { append, type Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { loadContacts } from './present.ts'

type Place = Readonly<{ workspaceId: string; channelId: string }>

/**
 * Holds every address of these senders until the transaction ends. Whoever receives for one of them waits, so that a
 * burst of webhooks from one person makes one contact and one conversation.
 */
export async function lockAddresses(tx: Tx, { channelId }: Place, senders: readonly Sender[]): Promise<void> {
  const addresses = senders.flatMap(({ addresses, matchKeys }) => [...addresses, ...matchKeys])
  await holdAddresses(
    tx,
    [...new Set(addresses)].map((address) => ({ channel_id: channelId, address })),
  )
}

/** The same for addresses of any channels. */
export async function holdAddresses(tx: Tx, places: readonly { channel_id: string; address: string }[]): Promise<void> {
  if (places.length === 0) return
  // In one order everywhere, or two batches of the same people would wait for each other for ever.
  await sql`SELECT pg_advisory_xact_lock(key) FROM (
    SELECT DISTINCT hashtextextended(channel_id || ':' || address, 0) AS key
    FROM unnest(${places.map((place) => place.channel_id)}::text[], ${places.map(({ address }) => address)}::text[])
      AS place (channel_id, address) ORDER BY key) AS keys`.execute(tx)
}

/**
 * The contact that writes from these addresses, made when it is new, with e-mail and language if they were told;
 * addresses not known yet are linked to it.
 */
export async function findOrMakeContact(
  tx: Tx,
  place: Place,
  sender: Sender,
  options: { isVerified: boolean; email?: string | null; locale?: string | null } = { isVerified: true },
): Promise<{ id: string; name: string }> {
  const { workspaceId, channelId } = place
  const known = await tx
    .selectFrom('identity as i')
    .innerJoin('contact as k', (join) =>
      join.onRef('k.workspace_id', '=', 'i.workspace_id').onRef('k.id', '=', 'i.contact_id'),
    )
    .select(['i.address', 'k.id', 'k.name'])
    .where('i.workspace_id', '=', workspaceId)
    .where('i.channel_id', '=', channelId)
    .where('i.address', 'in', [...sender.addresses, ...sender.matchKeys])
    .execute()
  const rank = (address: string) => [...sender.addresses, ...sender.matchKeys].indexOf(address)
  const best = known.toSorted((a, b) => rank(a.address) - rank(b.address))[0]
  const contact = best ?? { id: newId(), name: sender.name ?? sender.phone ?? sender.addresses[0]! }

  if (!best) {
    await tx
      .insertInto('contact')
      .values({
        workspace_id: workspaceId,
        id: contact.id,
        name: contact.name,
        phone: sender.phone,
        email: options.email ?? null,
        locale: options.locale ?? null,
        fields: '{}',
      })
      .execute()
  }
  const missing = sender.addresses.filter((address) => !known.some((row) => row.address === address))
  // Its event shows the whole contact, which somebody may be editing.
  if (best && missing.length > 0) {
    await tx
      .selectFrom('contact')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', contact.id)
      .forNoKeyUpdate()
      .execute()
  }
  if (missing.length > 0) {
    await tx
      .insertInto('identity')
      .values(
        missing.map((address) => ({
          workspace_id: workspaceId,
          id: newId(),
          channel_id: channelId,
          address,
          contact_id: contact.id,
          is_verified: options.isVerified,
        })),
      )
      .execute()
  }
  if (!best || missing.length > 0) {
    const [resource] = await loadContacts(tx, workspaceId, [contact.id])
    append(tx, {
      workspaceId,
      type: best ? 'contact.changed' : 'contact.created',
      subjectId: contact.id,
      actor: { type: 'contact', id: contact.id } satisfies Actor,
      data: { contact: resource! },
    })
  }
  return { id: contact.id, name: contact.name }
}
