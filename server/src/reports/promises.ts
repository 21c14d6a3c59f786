import type { Output, reportPromises } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

type Asked = Readonly<{ workspaceId: string; from: string; to: string; teamId?: string | undefined }>

/** What came of the promises that were made from an instant to before another, by team and kind. */
export async function countPromises(
  db: Db,
  { workspaceId, from, to, teamId }: Asked,
): Promise<Output<typeof reportPromises>> {
  const { rows } = await sql<Omit<Output<typeof reportPromises>['data'][number], 'keptShare'>>`
    SELECT team_id AS "teamId", kind, count(*)::int AS made,
      count(*) FILTER (WHERE outcome = 'kept')::int AS kept,
      count(*) FILTER (WHERE outcome = 'broken')::int AS broken,
      count(*) FILTER (WHERE outcome = 'void')::int AS void,
      count(*) FILTER (WHERE outcome IS NULL)::int AS open
    FROM promise
    WHERE workspace_id = ${workspaceId} AND made_at >= ${from}::timestamptz AND made_at < ${to}::timestamptz
      AND (${teamId ?? null}::uuid IS NULL OR team_id = ${teamId ?? null}::uuid)
    GROUP BY team_id, kind ORDER BY team_id, kind`.execute(db)
  return {
    data: rows.map((row) => ({
      ...row,
      // A mere place names no time: there is nothing in it to keep or to break.
      keptShare: row.kind === 'position' || row.kept + row.broken === 0 ? null : row.kept / (row.kept + row.broken),
    })),
  }
}
