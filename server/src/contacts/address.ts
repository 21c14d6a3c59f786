import { sql } from 'kysely'
import type { AddressChange, Sender } from '../channels/inbound.ts'
import type { Tx } from '../db/database.ts'
import { findOrMakeContacts } from './find-or-make.ts'

type Place = Readonly<{ workspaceId: string; channelId: string }>

/** Whoever has moved: they write from the new address, and are known by the old one. */
export function movedSender({ oldAddress, newAddress }: AddressChange): Sender {
  return { addresses: [newAddress], matchKeys: [oldAddress], name: null, phone: null }
}

/** The contact of the old address is reached at the new one from now on. The caller holds both addresses. */
export async function changeAddress(tx: Tx, place: Place, change: AddressChange): Promise<void> {
  const known = await tx
    .selectFrom('identity')
    .select('id')
    .where('workspace_id', '=', place.workspaceId)
    .where('channel_id', '=', place.channelId)
    .where('address', 'in', [change.oldAddress, change.newAddress])
    .executeTakeFirst()
  // Somebody who never wrote to us moved: that makes them no contact.
  if (!known) return
  const [contact] = await findOrMakeContacts(tx, [{ ...place, sender: movedSender(change), isVerified: true }])
  const { id } = contact!
  await goOnAt(tx, place, id, change)
  await preferAddress(tx, place, id, change.newAddress)
}

/** The conversations that go on with the old address go on with the new one. The caller holds both addresses. */
export async function goOnAt(
  tx: Tx,
  { workspaceId, channelId }: Place,
  contactId: string,
  { oldAddress, newAddress }: Pick<AddressChange, 'oldAddress' | 'newAddress'>,
): Promise<void> {
  await sql`
    UPDATE conversation AS c SET address = ${newAddress}
    WHERE workspace_id = ${workspaceId} AND channel_id = ${channelId} AND contact_id = ${contactId}
      AND address = ${oldAddress}
      -- Two that are not closed stay apart.
      AND (status = 'closed' OR NOT EXISTS (SELECT FROM conversation AS o
        WHERE o.workspace_id = c.workspace_id AND o.channel_id = c.channel_id AND o.contact_id = c.contact_id
          AND o.address = ${newAddress} AND o.status <> 'closed'))`.execute(tx)
}

/** Replies go to this address of the contact from now on, except in conversations that go on with another. */
export async function preferAddress(
  tx: Tx,
  { workspaceId, channelId }: Place,
  contactId: string,
  address: string,
): Promise<void> {
  // Nearly always it is the one already: then nothing is written.
  await sql`
    UPDATE identity SET last_used_at = clock_timestamp()
    WHERE workspace_id = ${workspaceId} AND channel_id = ${channelId} AND address = ${address}
      AND last_used_at < (SELECT max(last_used_at) FROM identity
        WHERE workspace_id = ${workspaceId} AND channel_id = ${channelId} AND contact_id = ${contactId})`.execute(tx)
}
