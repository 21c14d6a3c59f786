/**
 * Hands a team's waiting conversations to its agents.
 *
 * One transaction: lock the agents (by id), count what they hold, read the queue as far as it matters, ask the engine,
 * hold what has news, ask again, and write what it said with its reasons and events. Two processes that look at the same
 * team at once wait for each other at the agents, and the second sees what the first gave. Running it twice, or for
 * nothing, does no harm.
 */
import { type Decision, decide } from '@fairlead/engine'
import type { Database, Tx } from '../db/database.ts'
import { lockAgents, namesOf } from './agents.ts'
import { lookAgainAt, rememberLook } from './look-again.ts'
import { type AssigningTeam, loadPolicy } from './policy.ts'
import { readQueue } from './read-queue.ts'
import { recordDecisions } from './record.ts'
import { markOf, toSnapshot } from './snapshot.ts'
import { holdWaiting, type Queued } from './waiting.ts'
import { writeAssigned, writeOverflowed, writeRefused } from './write.ts'

export type Queue = Readonly<{ workspaceId: string; teamId: string; trigger: string }>

type Outcome = Readonly<{ assigned: number; isMore: boolean; team: AssigningTeam | null; next: number | null }>

/** Assigns until nobody is eligible or nothing waits. Answers how many were assigned. */
export async function drain(database: Database, queue: Queue): Promise<number> {
  let total = 0
  for (;;) {
    const { assigned, isMore, team, next } = await database.transact((tx) => assignBatch(tx, queue))
    total += assigned
    if (!isMore) {
      if (team !== null) await rememberLook(database, team, next)
      return total
    }
  }
}

async function assignBatch(tx: Tx, { workspaceId, teamId, trigger }: Queue): Promise<Outcome> {
  const heldAgents = await lockAgents(tx, workspaceId, teamId)
  // After waiting for the agents, so that what was changed meanwhile counts.
  const now = Date.now()
  const team = await loadPolicy(tx, workspaceId, teamId, now)
  if (!team) return { assigned: 0, isMore: false, team, next: null }
  const { waiting, agents, isWhole, decisions: seen } = await readQueue(tx, team, now, heldAgents)

  // Most looks find that nothing has changed: those hold no conversation and write nothing.
  const next = await lookAgainAt(tx, team, { agents, decisions: seen, isWhole, now })
  const wanted = toHold(seen, waiting)
  if (wanted.length === 0) return { assigned: 0, isMore: false, team, next }
  const held = await holdWaiting(tx, team, wanted)
  const snapshot = toSnapshot(team, now, agents, held)
  const decisions = inTrueOrder(newsIn(decide(snapshot), held), seen)
  const names = await namesOf(tx, workspaceId, agents, decisions)
  const batch = { team, trigger, agents, snapshot, waiting: held, decisions, names }

  await writeAssigned(tx, batch)
  await writeOverflowed(tx, batch)
  await writeRefused(tx, batch)
  await recordDecisions(tx, batch)

  const moved = decisions.filter(({ kind }) => kind !== 'queued').length
  const assigned = decisions.filter(({ kind }) => kind === 'assigned').length
  // What somebody took between the reading and the holding leaves room for another.
  const isMore = (moved > 0 && !isWhole) || held.length < wanted.length
  return { assigned, isMore, team, next }
}

// Who is only passed over changes nothing for the others, except where the length of the queue decides.
function toHold(decisions: readonly Decision[], waiting: readonly Queued[]): string[] {
  const news = newsIn(decisions, waiting)
  const isByLength = news.some(({ kind, reason }) => kind === 'overflowed' && reason === 'queue_too_long')
  return (isByLength ? decisions : news).map(({ conversationId }) => conversationId)
}

// A refusal is recorded when it is news: once for each reason, not at every look at the queue.
function newsIn(decisions: readonly Decision[], waiting: readonly Queued[]): Decision[] {
  const reasons = new Map(waiting.map(({ conversationId, queuedReason }) => [conversationId, queuedReason]))
  return decisions.filter(
    (decision) => decision.kind !== 'queued' || reasons.get(decision.conversationId) !== markOf(decision),
  )
}

// Those held are only some of the queue: their places are the ones in the whole of it.
function inTrueOrder(decisions: readonly Decision[], seen: readonly Decision[]): Decision[] {
  const positions = new Map(
    seen.flatMap((each) => (each.kind === 'assigned' ? [] : [[each.conversationId, each.position]])),
  )
  return decisions.map((decision) =>
    decision.kind === 'assigned'
      ? decision
      : { ...decision, position: positions.get(decision.conversationId) ?? decision.position },
  )
}
