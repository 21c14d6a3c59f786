import { sql } from 'kysely'
import { now as readClock } from '../db/clock.ts'
import type { Db } from '../db/database.ts'
import { type AssigningTeam, loadPolicy } from './policy.ts'
import { deadlineOf, nearDeadlineBefore } from './waiting.ts'

export type NearDeadline = Readonly<{ id: string; deadlineAt: number }>

type Row = { id: string; since: number; queue_order: string }

const mostNear = 1000

/** Of all teams, those who wait and go before all scores, since their deadline is near: first to be served first. */
export async function readNearDeadlines(db: Db, workspaceId: string): Promise<NearDeadline[]> {
  const teams = await loadTeamsWithDeadline(db, workspaceId)
  const near = (await Promise.all(teams.map((team) => readNear(db, team)))).flat()
  return near
    .sort((a, b) => a.deadlineAt - b.deadlineAt || Number(a.order) - Number(b.order) || (a.id < b.id ? -1 : 1))
    .slice(0, mostNear)
    .map(({ id, deadlineAt }) => ({ id, deadlineAt }))
}

/** The teams whose policy says until when somebody has to answer, by their id. */
export async function loadTeamsWithDeadline(
  db: Db,
  workspaceId: string,
  ids: readonly string[] | null = null,
): Promise<AssigningTeam[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT t.id FROM team t
    JOIN policy p ON p.workspace_id = t.workspace_id AND p.team_id = t.id AND p.version = t.policy_version
    WHERE t.workspace_id = ${workspaceId} AND t.deleted_at IS NULL AND p.settings ->> 'firstReplyMinutes' IS NOT NULL
      AND (${ids}::uuid[] IS NULL OR t.id = ANY (${ids}::uuid[]))`.execute(db)
  const now = readClock()
  const teams = await Promise.all(rows.map(({ id }) => loadPolicy(db, workspaceId, id, now)))
  return teams.filter((team) => team !== null)
}

async function readNear(db: Db, team: AssigningTeam) {
  const before = nearDeadlineBefore(team, readClock())
  if (before === null) return []
  const { rows } = await sql<Row>`/* near_deadlines */
    SELECT id, floor(date_part('epoch', queued_since) * 1000)::float8 AS since, date_part('epoch', queue_order)::text AS queue_order
    FROM conversation
    WHERE workspace_id = ${team.workspaceId} AND team_id = ${team.id} AND status = 'open' AND assignee_id IS NULL
      AND queued_since <= ${before}
    ORDER BY queued_since, id LIMIT ${mostNear}`.execute(db)
  return rows.flatMap(({ id, since, queue_order: order }) => {
    const deadlineAt = deadlineOf(team, since)
    return deadlineAt === null ? [] : [{ id, deadlineAt, order }]
  })
}
