/**
 * Hands a team's waiting conversations to its agents.
 *
 * One transaction, alone in its workspace (see `lock.ts`): read the queue as far as it matters and what its agents hold,
 * ask the engine, hold what has news, ask again, and write what it said with its reasons and events. Where a long queue
 * is being given away, a thousand and more are held and decided at once. Running it twice, or for nothing, does no harm.
 */
import { type Decision, decide } from '@fairlead/engine'
import { now as readClock } from '../db/clock.ts'
import type { Database, Tx } from '../db/database.ts'
import { observeLook } from '../metrics/observe-look.ts'
import { loadAgents, namesOf } from './agents.ts'
import { foldNowAndThen } from './loads.ts'
import { lockForLook } from './lock.ts'
import { lookAgainAt, rememberLook } from './look-again.ts'
import { type AssigningTeam, loadPolicy } from './policy.ts'
import { channelsOf, readQueue } from './read-queue.ts'
import { rememberBase } from './record.ts'
import { type Batch, markOf, toSnapshot } from './snapshot.ts'
import { holdHead, holdWaiting, type Queued } from './waiting.ts'
import { writeBatch } from './write.ts'

export type Queue = Readonly<{ workspaceId: string; teamId: string; trigger: string }>

type Outcome = Readonly<{
  assigned: number
  isMore: boolean
  /** Everybody who was read got somebody: as many as can be are read next. */
  isFlowing: boolean
  team: AssigningTeam | null
  next: number | null
  batch: Batch | null
}>

/** Others wait for so many: a tenth of a second. */
const mostAtOnce = 2000

/** Assigns until nobody is eligible or nothing waits. Answers how many were assigned. */
export async function drain(database: Database, queue: Queue): Promise<number> {
  let total = 0
  let isFlowing = false
  for (;;) {
    const outcome = await observeLook(queue, () => database.transact((tx) => look(tx, queue, isFlowing)))
    if (outcome.batch !== null) rememberBase(outcome.batch)
    total += outcome.assigned
    isFlowing = outcome.isFlowing
    if (!outcome.isMore) {
      if (outcome.team !== null) await rememberLook(database, outcome.team, outcome.next)
      return total
    }
  }
}

async function look(tx: Tx, { workspaceId, teamId, trigger }: Queue, isFlowing: boolean): Promise<Outcome> {
  await lockForLook(tx, workspaceId)
  // After waiting for the others, so that what was changed meanwhile counts.
  const now = readClock()
  const team = await loadPolicy(tx, workspaceId, teamId, now)
  if (!team) return { assigned: 0, isMore: false, isFlowing: false, team, next: null, batch: null }
  const outcome = isFlowing && mayFlow(team) ? await assignMany(tx, team, trigger, now) : null
  return outcome ?? (await assignSome(tx, team, trigger, now))
}

// Whose deadline is near is served first, however far back they stand.
function mayFlow({ settings }: AssigningTeam): boolean {
  return settings.firstReplyMinutes === null
}

/** The head of a long queue, held as it is read; null when nobody could take any of it. */
async function assignMany(tx: Tx, team: AssigningTeam, trigger: string, now: number): Promise<Outcome | null> {
  const holding = holdHead(tx, team, mostAtOnce)
  const [{ waiting, isWhole }, agents] = await Promise.all([
    holding,
    loadAgents(tx, team, { now, channelIds: holding.then((head) => channelsOf(head.waiting)) }),
  ])
  const all = toSnapshot(team, now, agents, waiting)
  const seen = decide(all)
  const ids = new Set(seen.filter(({ kind }) => kind === 'assigned').map(({ conversationId }) => conversationId))
  if (ids.size === 0) return null

  const isAll = ids.size === waiting.length
  const given = isAll ? waiting : waiting.filter(({ conversationId }) => ids.has(conversationId))
  const snapshot = isAll ? all : toSnapshot(team, now, agents, given)
  const decisions = isAll ? seen : decide(snapshot)
  const batch = await write(tx, { team, trigger, agents, snapshot, waiting: given, decisions })
  const isDone = isAll && isWhole
  return { assigned: decisions.length, isMore: !isDone, isFlowing: isAll, team, next: null, batch }
}

async function assignSome(tx: Tx, team: AssigningTeam, trigger: string, now: number): Promise<Outcome> {
  const { waiting, agents, isWhole, decisions: seen } = await readQueue(tx, team, now)

  // Most looks find that nothing has changed: those hold no conversation and write nothing.
  const next = await lookAgainAt(tx, team, { agents, decisions: seen, isWhole, now })
  const wanted = toHold(seen, waiting)
  if (wanted.length === 0) return { assigned: 0, isMore: false, isFlowing: false, team, next, batch: null }
  const held = await holdWaiting(tx, team, wanted)
  const snapshot = toSnapshot(team, now, agents, held)
  const decisions = inTrueOrder(newsIn(decide(snapshot), held), seen)
  const batch = await write(tx, { team, trigger, agents, snapshot, waiting: held, decisions })

  const moved = decisions.filter(({ kind }) => kind !== 'queued').length
  const assigned = decisions.filter(({ kind }) => kind === 'assigned').length
  // What somebody took between the reading and the holding leaves room for another.
  const isMore = (moved > 0 && !isWhole) || held.length < wanted.length
  return { assigned, isMore, isFlowing: assigned === waiting.length, team, next, batch }
}

async function write(tx: Tx, decided: Omit<Batch, 'names'>): Promise<Batch> {
  const { team, agents, decisions } = decided
  const batch = { ...decided, names: await namesOf(tx, team.workspaceId, agents, decisions) }
  await writeBatch(tx, batch)
  await foldNowAndThen(tx, team.workspaceId, decisions.length)
  return batch
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
