import type { Event } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

/** The events of a workspace after a cursor, or the newest before another, oldest first. */
export async function readEvents(
  db: Db,
  {
    workspaceId,
    after,
    before,
    limit,
    subjectId,
    nouns,
  }: {
    workspaceId: string
    after: number
    before?: number | undefined
    limit: number
    subjectId?: string | undefined
    /** Of any of these. */
    nouns?: readonly string[] | undefined
  },
): Promise<Event[]> {
  const rows = await db
    .selectFrom('event')
    .select(['sequence', 'type', 'subject_id', 'actor', 'data', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('sequence', '>', String(after))
    .$if(subjectId !== undefined, (query) => query.where('subject_id', '=', subjectId!))
    .$if(nouns !== undefined, (query) =>
      query.where(sql<boolean>`type LIKE ANY(${nouns!.map((noun) => `${noun}.%`)}::text[])`),
    )
    .$if(before !== undefined, (query) => query.where('sequence', '<', String(before)))
    .orderBy('sequence', before === undefined ? 'asc' : 'desc')
    .limit(limit)
    .execute()

  return (before === undefined ? rows : rows.reverse()).map(
    (row) =>
      ({
        sequence: Number(row.sequence),
        type: row.type,
        subjectId: row.subject_id,
        actor: row.actor,
        at: row.at.toISOString(),
        data: row.data,
      }) as unknown as Event,
  )
}

/** The sequence of the newest event. Read it before the state it goes with. */
export async function readCursor(db: Db, workspaceId: string): Promise<number> {
  const row = await db
    .selectFrom('event_sequence')
    .select('last')
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  return Number(row?.last ?? 0)
}

/** The newest event, and the newest of those that are no longer kept: what can be followed lies between. */
export async function readReach(db: Db, workspaceId: string): Promise<{ newest: number; dropped: number }> {
  const row = await db
    .selectFrom('event_sequence')
    .select(['last', 'dropped'])
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  return { newest: Number(row?.last ?? 0), dropped: Number(row?.dropped ?? 0) }
}

/** The newest event of several workspaces. */
export async function readCursors(db: Db, workspaceIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('event_sequence')
    .select(['workspace_id', 'last'])
    .where(sql<boolean>`workspace_id = ANY(${workspaceIds}::uuid[])`)
    .execute()
  return new Map(rows.map(({ workspace_id, last }) => [workspace_id, Number(last)]))
}
