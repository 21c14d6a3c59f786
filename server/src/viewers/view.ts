/**
 * Who has a conversation open at this moment, and who writes in it. It holds for seconds and no longer: no event tells of
 * it, and nothing is lost when a database that broke down comes back without it.
 */
import type { Viewer } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Database, Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { tellViewers } from './tell.ts'

/** Somebody who does not say it again for so long looks no more. */
const holdsForSeconds = 30

type Place = Readonly<{ workspaceId: string; conversationId: string; memberId: string }>

/**
 * Notes that a member looks, or writes, and tells the others if that is new; and once a minute that it is still so, for
 * whoever has come since, or heard nothing for a moment.
 * @throws {AppError} `not_found`
 */
export async function viewConversation(
  database: Database,
  { workspaceId, conversationId, memberId, isTyping }: Place & Readonly<{ isTyping: boolean }>,
): Promise<readonly Viewer[]> {
  const { rows } = await sql<{ is_news: boolean }>`
    WITH gone AS (
      DELETE FROM conversation_viewer
      WHERE workspace_id = ${workspaceId} AND conversation_id = ${conversationId}
        AND member_id <> ${memberId} AND until <= clock_timestamp()
      RETURNING member_id
    ), before AS (
      SELECT is_typing, until FROM conversation_viewer
      WHERE workspace_id = ${workspaceId} AND conversation_id = ${conversationId}
        AND member_id = ${memberId} AND until > clock_timestamp()
    ), put AS (
      INSERT INTO conversation_viewer (workspace_id, conversation_id, member_id, is_typing, until)
      SELECT workspace_id, id, ${memberId}::uuid, ${isTyping}, clock_timestamp() + make_interval(secs => ${holdsForSeconds})
      FROM conversation WHERE workspace_id = ${workspaceId} AND id = ${conversationId}
      ON CONFLICT (workspace_id, conversation_id, member_id)
        DO UPDATE SET is_typing = excluded.is_typing, until = excluded.until
      RETURNING is_typing, until
    )
    SELECT EXISTS (SELECT FROM gone)
      OR put.is_typing IS DISTINCT FROM (SELECT is_typing FROM before)
      OR date_trunc('minute', put.until) > (SELECT date_trunc('minute', until) FROM before) AS is_news
    FROM put`.execute(database.db)
  const [put] = rows
  if (!put) throw new AppError('not_found')
  if (put.is_news) await tellViewers(database, workspaceId, [conversationId])
  return listViewers(database.db, workspaceId, conversationId)
}

/** Notes that a member looks no more. */
export async function leaveConversation(database: Database, place: Place): Promise<void> {
  const { workspaceId, conversationId, memberId } = place
  const { numDeletedRows } = await database.db
    .deleteFrom('conversation_viewer')
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('member_id', '=', memberId)
    .executeTakeFirst()
  if (numDeletedRows > 0n) await tellViewers(database, workspaceId, [conversationId])
}

async function listViewers(db: Db, workspaceId: string, conversationId: string): Promise<Viewer[]> {
  return db
    .selectFrom('conversation_viewer')
    .select(['member_id as memberId', 'is_typing as isTyping'])
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('until', '>', sql<Date>`clock_timestamp()`)
    .orderBy('member_id')
    .execute()
}

/** Forgets those who went without a word, and tells the others. */
export async function forgetViewers(database: Database): Promise<void> {
  const gone = await database.db
    .deleteFrom('conversation_viewer')
    .where('until', '<=', sql<Date>`clock_timestamp()`)
    .returning(['workspace_id', 'conversation_id'])
    .execute()
  for (const [workspaceId, ofWorkspace] of Map.groupBy(gone, (row) => row.workspace_id)) {
    await tellViewers(database, workspaceId, [...new Set(ofWorkspace.map((row) => row.conversation_id))])
  }
}
