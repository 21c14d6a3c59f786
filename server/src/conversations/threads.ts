import { sql } from 'kysely'
import type { InboundMessage, InboundThread } from '../channels/inbound.ts'
import type { Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import type { Thread } from './open.ts'
import { OpenedLately } from './opened-lately.ts'
import { findOvertaken } from './overtaken.ts'

type Here = Readonly<{
  place: Readonly<{ workspaceId: string; channelId: string }>
  event: Pick<InboundMessage, 'providerId' | 'thread' | 'author' | 'contact'>
}>

/** In the order of the messages. `joined`: the senders of those that begin no thread, since they began too many. */
type Threads = Readonly<{ threads: readonly (Thread | null)[]; joined: readonly string[] }>

/** How many earlier messages are looked at: a chain of answers may name hundreds. */
const mostReferences = 30

/**
 * Which thread each message belongs to, in their order; null where the channel has none. A conversation that is proved
 * goes first, then the nearest message that it answers: of what is on the same channel alone, and never by its subject.
 * Or it was overtaken by an answer to it. Else it begins a thread, unless its sender began too many of late: then it goes on with the last one of theirs, so that
 * neither a robot nor a flood fills the queue, and nothing is lost. The caller holds the addresses.
 */
export async function findThreads(tx: Tx, messages: readonly Here[], now: Date): Promise<Threads> {
  const threaded = messages.flatMap(({ place, event: { thread } }, index) => (thread ? [{ place, thread, index }] : []))
  if (threaded.length === 0) return { threads: messages.map(() => null), joined: [] }
  const named = await findKeys(tx, threaded)
  const unknown = messages
    .map((message, index) => ({ ...message, index }))
    .filter(({ event: { thread, author }, index }) => thread && author === 'contact' && !named.has(index))
  const found = new Map([...named, ...(await findOvertaken(tx, unknown))])
  const lately = await OpenedLately.of(
    tx,
    unknown.filter(({ index }) => !found.has(index)),
    now,
  )

  // One may answer another that came together with it.
  const beside = new Map<string, string>()
  const joined: string[] = []
  const begin = (message: Here) => {
    const instead = message.event.author === 'contact' ? lately.insteadOf(message) : null
    if (instead !== null) joined.push(message.event.contact.addresses[0] ?? '')
    const key = instead ?? newId()
    if (instead === null && message.event.author === 'contact') lately.note(message, key)
    return key
  }
  const threads = messages.map((message, index) => {
    const { place, event } = message
    const { providerId, thread } = event
    if (!thread) return null
    const near = thread.references.map((reference) => beside.get(`${place.channelId} ${reference}`)).find(Boolean)
    const key = found.get(index) ?? near ?? begin(message)
    beside.set(`${place.channelId} ${providerId}`, key)
    return { key, subject: thread.subject }
  })
  return { threads, joined }
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
