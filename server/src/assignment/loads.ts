/**
 * How much agents hold. Triggers on `conversation` write every change of it to `agent_load_change`, in the transaction of
 * the change; a load is what `agent_load` says and all of those. A look, which is alone, adds them up when they are many.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Logger } from 'pino'
import type { Database, Db, Tx } from '../db/database.ts'
import { lockForLook } from './lock.ts'
import type { AssigningTeam } from './policy.ts'

export type Load = Readonly<{
  load: number
  teamLoad: number
  /** By channel, of those that have a limit. */
  channelLoads: Readonly<Record<string, number>>
}>

/** By how much more is counted than there is. */
type WrongLoad = Readonly<{ memberId: string; open: number; snoozed: number }>

/** Fewer are read in less time than it takes to add them up. */
const mostChanges = 1000

/** What the members of a team hold, as its limits count it; who never held anything is not among them. */
export async function loadLoads(
  db: Db | Tx,
  { workspaceId, id: teamId, countsSnoozed }: AssigningTeam,
): Promise<Map<string, Load>> {
  const members = sql`SELECT member_id FROM team_member WHERE workspace_id = ${workspaceId} AND team_id = ${teamId}`
  // Counted in whole conversations first: weights are fractions, and their sums depend on the order.
  const { rows } = await sql<{
    member_id: string
    load: number
    team_load: number
    channel_loads: Record<string, number> | null
  }>`/* look.loads */
    SELECT held.member_id, sum(held.count * h.weight) AS load, sum(held.team_count * h.weight) AS team_load,
      jsonb_object_agg(h.id, held.count * h.weight) FILTER (WHERE h.agent_limit IS NOT NULL) AS channel_loads
    FROM (
      SELECT l.member_id, l.channel_id, sum(l.count)::int AS count,
        coalesce(sum(l.count) FILTER (WHERE l.team_id = ${teamId}), 0)::int AS team_count
      FROM (
        SELECT member_id, team_id, channel_id, open + CASE WHEN ${countsSnoozed} THEN snoozed ELSE 0 END AS count
        FROM agent_load WHERE workspace_id = ${workspaceId} AND member_id IN (${members})
        UNION ALL
        SELECT member_id, team_id, channel_id, open + CASE WHEN ${countsSnoozed} THEN snoozed ELSE 0 END
        FROM agent_load_change WHERE workspace_id = ${workspaceId} AND member_id IN (${members})
      ) AS l GROUP BY l.member_id, l.channel_id
    ) AS held
    JOIN channel h ON h.workspace_id = ${workspaceId} AND h.id = held.channel_id
    GROUP BY held.member_id`.execute(db)
  return new Map(
    rows.map((row) => [
      row.member_id,
      { load: row.load, teamLoad: row.team_load, channelLoads: row.channel_loads ?? {} },
    ]),
  )
}

/** Adds up what changed, when it may be much, since so many were given away. The caller looks. */
export async function foldNowAndThen(tx: Tx, workspaceId: string, given: number): Promise<void> {
  const count = (givenSince.get(workspaceId) ?? 0) + given
  givenSince.set(workspaceId, count < mostChanges / 4 ? count : 0)
  if (count >= mostChanges / 4) await foldLoads(tx, workspaceId)
}

/** By workspace, in this process. */
const givenSince = new Map<string, number>()

/** Adds up what changed, when it is much. The caller looks. */
export async function foldLoads(tx: Tx, workspaceId: string, most = mostChanges): Promise<void> {
  if (!(await haveManyChanged(tx, workspaceId, most))) return
  await sql`/* look.fold */
    WITH gone AS (DELETE FROM agent_load_change WHERE workspace_id = ${workspaceId} RETURNING *)
    INSERT INTO agent_load AS l
    SELECT workspace_id, member_id, team_id, channel_id, sum(open), sum(snoozed) FROM gone GROUP BY 1, 2, 3, 4
    ON CONFLICT (workspace_id, member_id, team_id, channel_id)
      DO UPDATE SET open = l.open + excluded.open, snoozed = l.snoozed + excluded.snoozed`.execute(tx)
}

async function haveManyChanged(db: Db | Tx, workspaceId: string, most = mostChanges): Promise<boolean> {
  const { rows } = await sql<{ is_much: boolean }>`/* look.changes */
    SELECT count(*) > ${most}::int AS is_much FROM (
      SELECT FROM agent_load_change WHERE workspace_id = ${workspaceId} LIMIT ${most}::int + 1) AS c`.execute(db)
  return rows[0]?.is_much ?? false
}

/** Loads that are not what their conversations say, and by how much: none, ever. */
export async function findWrongLoads(db: Db | Tx, workspaceId: string): Promise<WrongLoad[]> {
  const { rows } = await sql<WrongLoad>`
    SELECT member_id AS "memberId", open, snoozed FROM (${errorsIn(workspaceId)}) AS wrong ORDER BY 1`.execute(db)
  return rows
}

/**
 * Counts anew what is counted wrong, and says so: it means that something went around the triggers. Adds up what changed
 * where nobody looks, since people pick.
 */
export async function repairLoads(database: Database, log: Logger): Promise<number> {
  let repaired = 0
  const workspaces = await database.db.selectFrom('workspace').select('id').orderBy('id').execute()
  for (const { id: workspaceId } of workspaces) {
    if (await haveManyChanged(database.db, workspaceId)) {
      await database.transact(async (tx) => {
        await lockForLook(tx, workspaceId)
        await foldLoads(tx, workspaceId)
      })
    }
    const wrong = await findWrongLoads(database.db, workspaceId)
    if (wrong.length === 0) continue
    await database.transact((tx) => recount(tx, workspaceId))
    repaired += wrong.length
    log.warn({ workspaceId, wrong }, 'loads were not what their conversations say; counted anew')
  }
  return repaired
}

// One statement, one snapshot: what commits meanwhile adds to what is written here.
async function recount(tx: Tx, workspaceId: string): Promise<void> {
  await lockForLook(tx, workspaceId)
  await sql`
    INSERT INTO agent_load_change
    SELECT ${workspaceId}::uuid, member_id, team_id, channel_id, -open, -snoozed
    FROM (${errorsIn(workspaceId)}) AS wrong`.execute(tx)
}

function errorsIn(workspaceId: string): RawBuilder<unknown> {
  return sql`
    SELECT member_id, team_id, channel_id, sum(open)::int AS open, sum(snoozed)::int AS snoozed FROM (
      SELECT member_id, team_id, channel_id, open, snoozed FROM agent_load WHERE workspace_id = ${workspaceId}
      UNION ALL
      SELECT member_id, team_id, channel_id, open, snoozed FROM agent_load_change WHERE workspace_id = ${workspaceId}
      UNION ALL
      SELECT assignee_id, team_id, channel_id, -(status = 'open')::int, -(status = 'snoozed')::int
      FROM conversation
      WHERE workspace_id = ${workspaceId} AND status IN ('open', 'snoozed') AND assignee_id IS NOT NULL
    ) AS each GROUP BY 1, 2, 3 HAVING sum(open) <> 0 OR sum(snoozed) <> 0`
}

/** As PostgreSQL reads a list of ids: the driver's own way looks at each letter. */
export function uuids(ids: readonly (string | null)[]): string {
  return `{${ids.map((id) => id ?? 'NULL').join(',')}}`
}
