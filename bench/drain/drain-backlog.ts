import { drain } from '../../server/src/assignment/assign.ts'
import type { Database } from '../../server/src/db/database.ts'
import { type Backlog, makeBacklog, type Wishes } from './backlog.ts'

export type Drained = Readonly<{
  perSecond: number
  seconds: number
  /** How many more the busiest agent has than the idlest. */
  spread: number
}>

/** Makes a backlog, which is not timed, and gives it away, which is. Throws when anything is not as it must be after. */
export async function drainBacklog(database: Database, wishes: Wishes): Promise<Drained> {
  const backlog = await makeBacklog(database, wishes)
  await database.pool.query('VACUUM ANALYZE')
  await database.pool.query('CHECKPOINT')

  const from = performance.now()
  const assigned = await drain(database, { ...backlog, trigger: 'bench' })
  const ms = performance.now() - from

  if (assigned !== wishes.waiting) throw new Error(`${assigned} were assigned, not ${wishes.waiting}.`)
  const spread = await check(database, backlog, wishes.waiting)
  return { perSecond: Math.round((assigned / ms) * 1000), seconds: Math.round(ms) / 1000, spread }
}

type Counts = Readonly<{
  conversations: number
  events: number
  records: number
  stays: number
  last: number
  spread: number
  miscounted: number
}>

// Each once: an assignee, a record, an event, a stretch of waiting; and loads that say the same as what is held.
async function check({ pool }: Database, { workspaceId, teamId }: Backlog, waiting: number): Promise<number> {
  const { rows } = await pool.query<Counts>(
    `WITH given AS (
      SELECT c.id, c.assignee_id FROM conversation c WHERE c.workspace_id = $1 AND c.assignee_id IS NOT NULL),
    loads AS (
      SELECT tm.member_id, count(g.id)::int AS held, coalesce((SELECT sum(l.open)::int FROM (
          SELECT workspace_id, member_id, open FROM agent_load
          UNION ALL SELECT workspace_id, member_id, open FROM agent_load_change) AS l
        WHERE l.workspace_id = $1 AND l.member_id = tm.member_id), 0) AS counted
      FROM team_member tm LEFT JOIN given g ON g.assignee_id = tm.member_id
      WHERE tm.workspace_id = $1 AND tm.team_id = $2 GROUP BY tm.member_id)
    SELECT (SELECT count(*)::int FROM given) AS conversations,
      (SELECT count(*)::int FROM given g JOIN event e ON e.workspace_id = $1 AND e.subject_id = g.id
        AND e.type = 'conversation.assigned' AND e.data ->> 'agentId' = g.assignee_id::text) AS events,
      (SELECT count(*)::int FROM given g JOIN decision d ON d.workspace_id = $1 AND d.conversation_id = g.id
        AND d.kind = 'assigned' AND d.agent_id = g.assignee_id) AS records,
      (SELECT count(*)::int FROM given g JOIN stay s ON s.workspace_id = $1 AND s.conversation_id = g.id
        AND s.agent_id IS NULL) AS stays,
      (SELECT last::int FROM event_sequence WHERE workspace_id = $1) AS last,
      (SELECT max(held) - min(held) FROM loads) AS spread,
      (SELECT count(*)::int FROM loads WHERE held <> counted) AS miscounted`,
    [workspaceId, teamId],
  )
  const { spread, miscounted, ...counts } = rows[0]!
  const wrong = Object.entries(counts).filter(([, count]) => count !== waiting)
  if (wrong.length > 0 || miscounted > 0) {
    throw new Error(`Not each of ${waiting} once: ${JSON.stringify({ ...counts, miscounted })}`)
  }
  return spread
}
