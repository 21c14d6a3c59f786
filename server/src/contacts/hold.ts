import { sql } from 'kysely'
import type { Sender } from '../channels/inbound.ts'
import type { Tx } from '../db/database.ts'
import { allAddresses } from './find-or-make.ts'

type Place = Readonly<{ workspaceId: string; channelId: string }>

/**
 * Holds every address of these senders until the transaction ends. Whoever receives for one of them waits, so that a
 * burst of webhooks from one person makes one contact and one conversation.
 */
export async function lockAddresses(tx: Tx, writers: readonly (Place & { sender: Sender })[]): Promise<void> {
  await holdAddresses(
    tx,
    writers.flatMap(({ channelId, sender }) =>
      allAddresses(sender).map((address) => ({ channel_id: channelId, address })),
    ),
  )
}

/** The same for addresses of any channels. */
async function holdAddresses(tx: Tx, places: readonly { channel_id: string; address: string }[]): Promise<void> {
  if (places.length === 0) return
  // In one order everywhere, or two batches of the same people would wait for each other for ever.
  await sql`/* contact.hold-addresses */
    SELECT pg_advisory_xact_lock(key) FROM (
      SELECT DISTINCT hashtextextended(channel_id || ':' || address, 0) AS key
      FROM unnest(${places.map((place) => place.channel_id)}::text[], ${places.map(({ address }) => address)}::text[])
        AS place (channel_id, address) ORDER BY key) AS keys`.execute(tx)
}

/**
 * Holds every address of these contacts: whoever takes in a message from one of them has found its contact, and goes on
 * with that as it was.
 */
export async function holdAddressesOf(tx: Tx, workspaceId: string, contactIds: readonly string[]): Promise<void> {
  // One more may have been added before the others were held: then those are looked at again.
  for (let known = ''; ; ) {
    const identities = await tx
      .selectFrom('identity')
      .select(['channel_id', 'address'])
      .where('workspace_id', '=', workspaceId)
      .where('contact_id', 'in', contactIds)
      .orderBy('id')
      .execute()
    const now = JSON.stringify(identities)
    if (now === known) return
    known = now
    await holdAddresses(tx, identities)
  }
}
