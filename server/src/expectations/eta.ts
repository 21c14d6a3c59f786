import { announce, predictWait, withoutRising } from '@fairlead/engine'
import { type AssigningTeam, loadPolicy } from '../assignment/policy.ts'
import type { Db, Tx } from '../db/database.ts'
import type { Estimate } from './due.ts'
import { type Facts, loadFacts, readClock } from './facts.ts'
import { loadQueueNow, type QueueNow } from './queue-state.ts'

/** The place of a waiting conversation, and what may be promised about its wait; null when it does not wait. */
export async function estimateFor(
  db: Db | Tx,
  { workspaceId, id }: Readonly<{ workspaceId: string; id: string }>,
): Promise<Estimate | null> {
  const now = await readClock(db)
  const [facts] = await loadFacts(db, workspaceId, [id], now)
  if (!facts?.teamId) return null
  const team = await loadPolicy(db, workspaceId, facts.teamId, now)
  return team && estimateIn(await loadQueueNow(db, team, now), team, facts, now)
}

/** The same in a queue that is known already. Within a stretch of waiting nobody hears of a longer wait. */
export function estimateIn(queue: QueueNow, { calendar }: AssigningTeam, facts: Facts, now: number): Estimate | null {
  const state = queue.stateOf(facts.id)
  if (state === null) return null
  const { position } = state
  const wait = predictWait(state)
  const next = wait && announce(wait, { position, quantile: queue.promiseQuantile, now, clock: calendar })
  const previous = lastPromise(facts)
  const announcement = next && previous ? withoutRising(previous, next, { now, clock: calendar }) : next
  return { position, announcement }
}

function lastPromise({ told, stayId }: Facts) {
  const last = told.findLast(({ state, announced }) => announced?.announcement && state.split(':')[0] === stayId)
  if (!last?.announced?.announcement) return null
  const { position, announcement } = last.announced
  return { position, latestAt: announcement.latestAt, madeAt: last.toldAt }
}
