/**
 * Who decides is alone. A look at the queues of a workspace holds its assignment lock exclusively; whoever changes what a
 * decision rests on (members, presence, limits, skills, teams, policies, weights, the workspace's settings), or gives
 * somebody a conversation without asking the engine, shares it with all others who do. So a look sees the whole of such
 * a change or nothing of it, and nobody holds a thousand members to be sure of that.
 *
 * It comes before every row that is locked, and before a sender's addresses: whoever holds those holds up what comes in.
 * Those who only make room (who close, snooze, or give back) need not hold it: a look that misses them gives less, and
 * the next one more.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../db/database.ts'

/** Nobody else looks, and nothing changes on which a decision rests, until the transaction ends. */
export async function lockForLook(tx: Tx, workspaceId: string): Promise<void> {
  await sql`/* assignment.look */ SELECT pg_advisory_xact_lock(${keyOf(workspaceId)})`.execute(tx)
}

/** Nobody looks at the workspace's queues until the transaction ends. */
export async function holdForChange(tx: Tx, workspaceId: string): Promise<void> {
  await sql`/* assignment.change */ SELECT pg_advisory_xact_lock_shared(${keyOf(workspaceId)})`.execute(tx)
}

/** The same for somebody who holds conversations already, and must not wait: false when somebody looks right now. */
export async function tryHoldForChange(tx: Tx, workspaceId: string): Promise<boolean> {
  const { rows } = await sql<{ is_held: boolean }>`/* assignment.try_change */
    SELECT pg_try_advisory_xact_lock_shared(${keyOf(workspaceId)}) AS is_held`.execute(tx)
  return rows[0]?.is_held ?? false
}

function keyOf(workspaceId: string): RawBuilder<unknown> {
  return sql`hashtextextended('assignment ' || ${workspaceId}::text, 0)`
}
