/**
 * Marks up to which the contact has got, or read, what we sent. They are kept with the contact's addresses: a mark may
 * overtake the answer to our own send, and then holds for the message that becomes sent only afterwards. Whoever marks
 * writes the address before it looks for messages; whoever sends writes the message before it looks at the address. So
 * one of the two finds the other, whatever the order.
 */
import { sql } from 'kysely'
import type { InboundEvent, InboundWatermark } from '../channels/inbound.ts'
import { allAddresses } from '../contacts/find-or-make.ts'
import { atOrNow } from '../db/clock.ts'
import type { Tx } from '../db/database.ts'
import { announceChange } from './announce.ts'

type Place = Readonly<{ workspaceId: string; channelId: string }>

/** Up to and with a message, which may not be here yet. */
export type MessageWatermark = InboundWatermark & Readonly<{ until: Readonly<{ providerId: string }> }>

export function isOfMessage(event: InboundEvent): event is MessageWatermark {
  return event.kind === 'watermark' && 'providerId' in event.until
}

/** Applies it; false when the message it names is not here (yet). */
export async function applyWatermark(tx: Tx, place: Place, mark: InboundWatermark): Promise<boolean> {
  const { until, status } = mark
  if ('providerId' in until) {
    const message = await findMessage(tx, place, until.providerId)
    if (!message) return false
    await markUntil(tx, { ...place, contactIds: [message.contact_id], status, until: message.sent_at })
  } else {
    const contactIds = await findContactIds(tx, place, allAddresses(mark.contact))
    await markUntil(tx, { ...place, contactIds, status, until: atOrNow(until.at) })
  }
  return true
}

/** Applies the marks that came before our own send of this message had returned. The caller has written the message. */
export async function applyMarks(
  tx: Tx,
  message: Readonly<{ workspace_id: string; id: string; conversation_id: string }>,
): Promise<void> {
  const { rows } = await sql<{ delivered_until: Date | null; read_until: Date | null }>`/* message.find-marks */
    SELECT i.delivered_until, i.read_until FROM conversation c
    JOIN identity i ON i.workspace_id = c.workspace_id AND i.contact_id = c.contact_id AND i.channel_id = c.channel_id
    WHERE c.workspace_id = ${message.workspace_id} AND c.id = ${message.conversation_id}
    FOR SHARE OF i`.execute(tx)
  const deliveredUntil = latest(rows.map((row) => row.delivered_until))
  const readUntil = latest(rows.map((row) => row.read_until))
  if (deliveredUntil === null && readUntil === null) return
  const { rows: changed } = await sql<{ id: string }>`
    UPDATE message SET state = CASE WHEN coalesce(sending_since, at) <= ${readUntil} THEN 'read' ELSE 'delivered' END
    WHERE workspace_id = ${message.workspace_id} AND id = ${message.id} AND (
      (state IN ('sent', 'delivered') AND coalesce(sending_since, at) <= ${readUntil})
      OR (state = 'sent' AND coalesce(sending_since, at) <= ${deliveredUntil}))
    RETURNING id`.execute(tx)
  if (changed.length > 0) await announceChange(tx, message, 'state', { type: 'system', id: null })
}

type Mark = Place & Readonly<{ contactIds: readonly string[]; status: InboundWatermark['status']; until: Date }>

async function markUntil(tx: Tx, { workspaceId, channelId, contactIds, status, until }: Mark): Promise<void> {
  if (contactIds.length === 0) return
  const isRead = status === 'read'
  await sql`
    UPDATE identity SET delivered_until = greatest(delivered_until, ${until}),
      read_until = CASE WHEN ${isRead} THEN greatest(read_until, ${until}) ELSE read_until END
    WHERE workspace_id = ${workspaceId} AND channel_id = ${channelId} AND contact_id = ANY (${contactIds}::uuid[])`.execute(
    tx,
  )
  const before = isRead ? ['sent', 'delivered'] : ['sent']
  const { rows } = await sql<{ workspace_id: string; id: string; conversation_id: string }>`/* message.mark-until */
    UPDATE message AS m SET state = ${status} FROM (
      SELECT m.workspace_id, m.id FROM conversation c
      JOIN message m ON m.workspace_id = c.workspace_id AND m.conversation_id = c.id
      WHERE c.workspace_id = ${workspaceId} AND c.channel_id = ${channelId}
        AND c.contact_id = ANY (${contactIds}::uuid[]) AND m.author_type <> 'contact' AND NOT m.is_note
        AND m.state = ANY (${before}::text[]) AND coalesce(m.sending_since, m.at) <= ${until}
      ORDER BY m.id FOR NO KEY UPDATE OF m) AS held
    WHERE m.workspace_id = held.workspace_id AND m.id = held.id AND m.state = ANY (${before}::text[])
    RETURNING m.workspace_id, m.id, m.conversation_id`.execute(tx)
  for (const message of rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    await announceChange(tx, message, 'state', { type: 'system', id: null })
  }
}

async function findMessage(tx: Tx, { workspaceId, channelId }: Place, providerId: string) {
  const { rows } = await sql<{ contact_id: string; sent_at: Date }>`
    SELECT c.contact_id, coalesce(m.sending_since, m.at) AS sent_at FROM message m
    JOIN conversation c ON c.workspace_id = m.workspace_id AND c.id = m.conversation_id
    WHERE m.workspace_id = ${workspaceId} AND m.channel_id = ${channelId} AND m.provider_id = ${providerId}`.execute(tx)
  return rows[0]
}

async function findContactIds(
  tx: Tx,
  { workspaceId, channelId }: Place,
  addresses: readonly string[],
): Promise<string[]> {
  const rows = await tx
    .selectFrom('identity')
    .select('contact_id')
    .distinct()
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .where('address', 'in', addresses)
    .execute()
  return rows.map(({ contact_id }) => contact_id)
}

function latest(instants: readonly (Date | null)[]): Date | null {
  return instants.reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null)
}
