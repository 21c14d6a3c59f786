import type { Event } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import { isFromContact } from './match.ts'

/** Who writes later than this does not answer a broadcast any more. */
export const answerDays = 30

/** The message of ours that is answered, and the name of the broadcast that it is part of. */
export type Answered = Readonly<{ messageId: string; name: string }>

type Written = Readonly<{ id: string; conversationId: string }>

/** What contacts wrote themselves; only that answers anything. */
export function contactMessagesOf(events: readonly Event[]): Written[] {
  return events.flatMap((event) =>
    event.type === 'message.created' && isFromContact(event) ? [event.data.message] : [],
  )
}

/**
 * Which broadcasts these messages of contacts answer, by the messages' ids. One does if the last thing said before it
 * between the contact and us, on the same channel and at most `answerDays` ago, is a message with a broadcast: it may
 * have been said in an earlier conversation that is closed by now.
 *
 * A member's message without a broadcast, here or in the provider's app, comes in between, and so does one of the
 * contact's. Notes, absence notes and other automatic messages, and what a workflow or the platform says by itself, do
 * not; neither does what failed to be delivered, which nobody can answer.
 */
export async function findBroadcasts(
  tx: Tx,
  workspaceId: string,
  messages: readonly Written[],
): Promise<ReadonlyMap<string, Answered>> {
  if (messages.length === 0) return new Map()
  const { rows } = await sql<Answered & { id: string }>`/* workflow.find-broadcasts */
    SELECT w.id, b.id AS "messageId", b.content ->> 'broadcast' AS name
    FROM unnest(${messages.map(({ id }) => id)}::uuid[], ${messages.map(({ conversationId }) => conversationId)}::uuid[])
      AS w (id, conversation_id)
    JOIN conversation c ON c.workspace_id = ${workspaceId} AND c.id = w.conversation_id
    JOIN message m ON m.workspace_id = ${workspaceId} AND m.id = w.id
    CROSS JOIN LATERAL (SELECT s.id, s.content FROM conversation o
      CROSS JOIN LATERAL (SELECT s.id, s.content FROM message s
        WHERE s.workspace_id = o.workspace_id AND s.conversation_id = o.id AND s.id < m.id
          AND s.created_at > m.created_at - make_interval(days => ${answerDays}::int)
          AND NOT s.is_note AND NOT s.is_automatic AND s.state <> 'failed'
          AND coalesce(s.content ->> 'isAutomatic', '') <> 'true'
          AND (s.author_type <> 'system' OR s.content ? 'broadcast')
        ORDER BY s.id DESC LIMIT 1) AS s
      WHERE o.workspace_id = c.workspace_id AND o.contact_id = c.contact_id AND o.channel_id = c.channel_id
        AND o.last_activity_at > m.created_at - make_interval(days => ${answerDays}::int)
      ORDER BY s.id DESC LIMIT 1) AS b
    WHERE b.content ? 'broadcast'`.execute(tx)
  return new Map(rows.map(({ id, ...answered }) => [id, answered]))
}
