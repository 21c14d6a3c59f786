import type { Actor } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { InboundStanding } from '../channels/inbound.ts'
import { append, type Tx } from '../db/database.ts'
import { lockAddresses } from './hold.ts'
import { loadContacts } from './present.ts'

type Place = Readonly<{ workspaceId: string; channelId: string }>
type Standing = Readonly<{
  addresses: readonly string[]
  standing: InboundStanding['standing']
  at: Date
}>

/** Writes down whether somebody may be written to at these addresses. Somebody who is no contact stays none. */
export async function markStanding(
  tx: Tx,
  { workspaceId, channelId }: Place,
  { addresses, standing, at }: Standing,
): Promise<void> {
  const sender = { addresses, matchKeys: [], name: null, phone: null }
  await lockAddresses(tx, [{ workspaceId, channelId, sender }])
  const column = standing === 'blocked' || standing === 'unblocked' ? sql.ref('blocked_at') : sql.ref('opted_out_at')
  const isBarred = standing === 'blocked' || standing === 'opted_out'
  // What was said before the other was overtaken by it.
  const { rows } = await sql<{ contact_id: string }>`
    UPDATE identity SET ${column} = ${isBarred ? at : null}
    WHERE workspace_id = ${workspaceId} AND channel_id = ${channelId} AND address = ANY (${[...addresses]}::text[])
      AND ${isBarred ? sql`${column} IS NULL` : sql`${column} <= ${at}`}
    RETURNING contact_id`.execute(tx)
  const ids = [...new Set(rows.map(({ contact_id }) => contact_id))].sort()
  if (ids.length === 0) return
  await announceContacts(tx, workspaceId, ids)
}

async function announceContacts(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<void> {
  // The event shows the whole contact, which somebody may be editing.
  await sql`SELECT FROM contact WHERE workspace_id = ${workspaceId} AND id = ANY (${ids}::uuid[])
    ORDER BY id FOR NO KEY UPDATE`.execute(tx)
  for (const contact of await loadContacts(tx, workspaceId, ids)) {
    const actor: Actor = { type: 'contact', id: contact.id }
    append(tx, { workspaceId, type: 'contact.changed', subjectId: contact.id, actor, data: { contact } })
  }
}
