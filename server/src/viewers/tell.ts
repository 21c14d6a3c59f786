import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { signalChannel } from '../events/signal.ts'

/** A notification carries 8,000 bytes; who comes after so many is not named. */
const mostNamed = 60

/**
 * Tells every process who looks at these conversations now: in a transaction of its own, after what changed it was
 * committed, for commits that notify queue for one lock. One after the other in each workspace, so that what is told last
 * was looked up last: of two at once the older answer could be what everybody keeps.
 */
export async function tellViewers(
  database: Database,
  workspaceId: string,
  conversationIds: readonly string[],
): Promise<void> {
  await database.transact(async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`viewers:${workspaceId}`}, 0))`.execute(tx)
    await sql`
      SELECT pg_notify(${signalChannel}, ${`${workspaceId}:`}::text || jsonb_build_object(
        'type', 'viewers',
        'conversationId', c.id,
        'viewers', coalesce((
          SELECT jsonb_agg(jsonb_build_object('memberId', v.member_id, 'isTyping', v.is_typing))
          FROM (
            SELECT member_id, is_typing FROM conversation_viewer
            WHERE workspace_id = ${workspaceId} AND conversation_id = c.id AND until > clock_timestamp()
            ORDER BY is_typing DESC, member_id LIMIT ${mostNamed}
          ) v
        ), '[]'::jsonb)
      ))
      FROM unnest(${conversationIds}::uuid[]) AS c(id)`.execute(tx)
  })
}
