import { sql } from 'kysely'
import type { InboundMessage, InboundThread } from '../channels/inbound.ts'
import type { Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import type { Thread } from './open.ts'

type Here = Readonly<{
  place: Readonly<{ workspaceId: string; channelId: string }>
  event: Pick<InboundMessage, 'providerId' | 'thread'>
}>

/** How many earlier messages are looked at: a chain of answers may name hundreds. */
const mostReferences = 30

/**
 * Which thread each message belongs to, in their order; null where the channel has none. A conversation that is proved
 * goes first, then the nearest message that it answers: of what is on the same channel alone, and never by its subject.
 * Else it begins a thread.
 */
export async function findThreads(tx: Tx, messages: readonly Here[]): Promise<(Thread | null)[]> {
  const threaded = messages.flatMap(({ place, event: { thread } }, index) => (thread ? [{ place, thread, index }] : []))
  if (threaded.length === 0) return messages.map(() => null)
  const found = await findKeys(tx, threaded)

  // One may answer another that came together with it.
  const beside = new Map<string, string>()
  return messages.map(({ place, event: { providerId, thread } }, index) => {
    if (!thread) return null
    const near = thread.references.map((reference) => beside.get(`${place.channelId} ${reference}`)).find(Boolean)
    const key = found.get(index) ?? near ?? newId()
    beside.set(`${place.channelId} ${providerId}`, key)
    return { key, subject: thread.subject }
  })
}

type Wanted = Here['place']

async function findKeys(
  tx: Tx,
  threaded: readonly Readonly<{ place: Wanted; thread: InboundThread; index: number }>[],
): Promise<ReadonlyMap<number, string>> {
  const wanted = threaded.map(({ place, thread: { conversationId, references }, index }) => ({
    ...{ index, workspace_id: place.workspaceId, channel_id: place.channelId, conversation_id: conversationId },
    provider_ids: references.slice(0, mostReferences),
  }))
  const { rows } = await sql<{ index: number; thread: string }>`/* conversation.find-threads */
    SELECT DISTINCT ON (f.index) f.index, c.thread FROM (
      SELECT w.index, w.workspace_id, w.channel_id, w.conversation_id AS id, 0 AS distance
      FROM json_to_recordset(${JSON.stringify(wanted)}::json)
        AS w (index int, workspace_id uuid, channel_id uuid, conversation_id uuid)
      WHERE w.conversation_id IS NOT NULL
      UNION ALL
      SELECT w.index, w.workspace_id, w.channel_id, m.conversation_id, r.distance
      FROM json_to_recordset(${JSON.stringify(wanted)}::json)
        AS w (index int, workspace_id uuid, channel_id uuid, provider_ids text[])
      CROSS JOIN LATERAL unnest(w.provider_ids) WITH ORDINALITY AS r (provider_id, distance)
      CROSS JOIN LATERAL (SELECT m.conversation_id FROM message m WHERE m.workspace_id = w.workspace_id
        AND m.channel_id = w.channel_id AND m.provider_id = r.provider_id OFFSET 0) AS m
    ) AS f
    JOIN conversation c ON c.workspace_id = f.workspace_id AND c.id = f.id AND c.channel_id = f.channel_id
    WHERE c.thread <> ''
    ORDER BY f.index, f.distance`.execute(tx)
  return new Map(rows.map(({ index, thread }) => [index, thread]))
}
