import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'

/** A provider's id of a message, which is one only on its channel. */
export type ProviderId = Readonly<{ workspaceId: string; channelId: string; providerId: string }>

/**
 * Holds these ids until the transaction ends, so that an update and its message never pass by each other, each not yet
 * seeing what the other writes. In 256 lots: a batch may carry a thousand, and locks are a small common store.
 */
export async function lockProviderIds(tx: Tx, ids: readonly ProviderId[]): Promise<void> {
  if (ids.length === 0) return
  await sql`/* message.hold-provider-ids */
    SELECT pg_advisory_xact_lock(key) FROM (
      SELECT DISTINCT hashtextextended(channel_id || '#' || (hashtextextended(id, 0) & 255), 0) AS key
      FROM unnest(${ids.map(({ channelId }) => channelId)}::text[], ${ids.map(({ providerId }) => providerId)}::text[])
        AS w (channel_id, id) ORDER BY key) AS keys`.execute(tx)
}

export function keyOfProviderId({ channelId, providerId }: ProviderId): string {
  return `${channelId} ${providerId}`
}

/** Which of these messages are stored already, of which something came before, and that nothing of them may be kept. */
export async function findKnown(
  tx: Tx,
  ids: readonly ProviderId[],
): Promise<{ stored: Set<string>; parked: ReadonlySet<string>; erased: ReadonlySet<string> }> {
  const { rows } = await sql<{
    channel_id: string
    provider_id: string
    what: 'stored' | 'parked' | 'erased'
  }>`/* message.find-known */
    WITH wanted AS (SELECT DISTINCT * FROM unnest(${ids.map(({ workspaceId }) => workspaceId)}::uuid[],
      ${ids.map(({ channelId }) => channelId)}::uuid[], ${ids.map(({ providerId }) => providerId)}::text[])
      AS w (workspace_id, channel_id, provider_id))
    SELECT w.channel_id, w.provider_id, 'stored' AS what FROM wanted w
    CROSS JOIN LATERAL (SELECT FROM message m WHERE m.workspace_id = w.workspace_id AND m.channel_id = w.channel_id
      AND m.provider_id = w.provider_id OFFSET 0) AS m
    UNION ALL
    SELECT DISTINCT w.channel_id, w.provider_id, CASE WHEN p.data ->> 'mustErase' = 'true' THEN 'erased' ELSE 'parked' END
    FROM wanted w
    JOIN parked_update p ON p.workspace_id = w.workspace_id AND p.channel_id = w.channel_id
      AND p.provider_id = w.provider_id`.execute(tx)
  const keysOf = (...wanted: (typeof rows)[number]['what'][]) =>
    new Set(rows.filter(({ what }) => wanted.includes(what)).map((row) => `${row.channel_id} ${row.provider_id}`))
  return { stored: keysOf('stored'), parked: keysOf('parked', 'erased'), erased: keysOf('erased') }
}
