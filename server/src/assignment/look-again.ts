/**
 * What only the clock changes: a hold ends, hours begin, a pace window passes. The queue is looked at again then, by a
 * job. The team remembers when, so that most looks at its queue write nothing.
 */

import type { Decision } from '@fairlead/engine'
import { sql } from 'kysely'
import { now } from '../db/clock.ts'
import type { Database, Db, Tx } from '../db/database.ts'
import { addJob } from '../jobs/add.ts'
import type { NamedAgent } from './agents.ts'
import type { AssigningTeam } from './policy.ts'
import { nextOverflowAt } from './waiting.ts'

type Seen = Readonly<{
  agents: readonly NamedAgent[]
  decisions: readonly Decision[]
  isWhole: boolean
  now: number
}>

/** The next instant at which the answer may be another although nothing happens; null when there is none. */
export async function lookAgainAt(
  db: Db | Tx,
  team: AssigningTeam,
  { agents, decisions, isWhole, now }: Seen,
): Promise<number | null> {
  const waiting = decisions.filter(({ kind }) => kind === 'queued')
  if (waiting.length === 0 && isWhole) return null

  const openings = agents
    .filter(({ agent }) => !agent.isInHours && !agent.isDeactivated)
    .map(({ calendar }) => calendar.nextOpening(now))
  const isHeld = waiting.some(({ preferred }) => preferred.some(({ outcome }) => outcome === 'waited_for'))
  // Nobody is waited for whose day is over.
  const closings =
    isHeld || team.policy.overflow?.whenClosed ? agents.map(({ calendar }) => calendar.nextClosing(now)) : []
  const overflow = isWhole ? null : await nextOverflowAt(db, team)
  const moments = [...waiting.map((decision) => decision.lookAgainAt), ...openings, ...closings, overflow]
  return moments.reduce<number | null>(
    (first, at) => (at === null || at <= now || (first !== null && first <= at) ? first : at),
    null,
  )
}

/** Sees to it that the queue is looked at then. */
export async function rememberLook(database: Database, team: AssigningTeam, at: number | null): Promise<void> {
  const known = team.lookAgainAt?.getTime() ?? 0
  // An earlier look comes first, and will find the later one.
  if (at === null || (known > now() && known <= at)) return

  const { workspaceId, id } = team
  await database.transact(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('team')
      .set({ look_again_at: new Date(at) })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .where((where) =>
        where.or([
          where('look_again_at', 'is', null),
          where('look_again_at', '>', new Date(at)),
          where('look_again_at', '<=', sql<Date>`now()`),
        ]),
      )
      .executeTakeFirstOrThrow()
    if (numUpdatedRows === 0n) return
    await addJob(tx, 'team.look', { workspaceId, id }, { runAt: new Date(at), key: `look:${id}` })
  })
}

/** The look is now: whatever comes next is to be remembered anew. */
export async function forgetLook(database: Database, workspaceId: string, teamId: string): Promise<void> {
  await database.db
    .updateTable('team')
    .set({ look_again_at: null })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', teamId)
    .where('look_again_at', 'is not', null)
    .execute()
}
