import { type Decision, decide } from '@fairlead/engine'
import type { Db, Tx } from '../db/database.ts'
import { loadAgents, type NamedAgent } from './agents.ts'
import type { AssigningTeam } from './policy.ts'
import { toSnapshot } from './snapshot.ts'
import { type Queued, readBehind, readHead, readKinds } from './waiting.ts'

const headSize = 100
const growth = 5
const mostKinds = 200

export type SeenQueue = Readonly<{
  waiting: readonly Queued[]
  agents: readonly NamedAgent[]
  /** What the engine says of all that was read, with positions in the whole queue. */
  decisions: readonly Decision[]
  /** Nothing waits that was not read. */
  isWhole: boolean
}>

/**
 * Reads the queue as far as it matters. The first hundred, and those behind who may be decided before their turn, are
 * enough while somebody gets one of them, or nobody can take any. Only where all of the head wait (held for somebody,
 * say) and somebody could take one of those behind, it reads on: a look at ten thousand whom nobody can take stays
 * cheap, and a hundred who are held hide nobody.
 */
export async function readQueue(db: Db | Tx, team: AssigningTeam, now: number): Promise<SeenQueue> {
  for (let size = firstSize(team); ; size *= growth) {
    const head = await readHead(db, team, size)
    const isWhole = head.length < size
    const waiting = isWhole ? head : [...head, ...(await readBehind(db, team, { head, now }))]
    const agents = await loadAgents(db, team, { now, channelIds: channelsOf(waiting) })
    const decisions = withTruePositions(decide(toSnapshot(team, now, agents, waiting)), waiting, size)
    const isEnough = isWhole || decisions.some(({ kind }) => kind !== 'queued')
    if (isEnough || !(await isSomebodyFree(db, team, now))) return { waiting, agents, decisions, isWhole }
  }
}

// Who stands further back than an overflow allows must be seen to be so.
function firstSize({ policy }: AssigningTeam): number {
  return headSize + (policy.overflow?.longerThan ?? 0)
}

/** Whether anybody could take any kind of what waits, holds and places aside. */
async function isSomebodyFree(db: Db | Tx, team: AssigningTeam, now: number): Promise<boolean> {
  const kinds = await readKinds(db, team, mostKinds)
  if (kinds.length === mostKinds) return true
  const agents = await loadAgents(db, team, { now, channelIds: channelsOf(kinds) })
  const { owner, previous } = team.policy
  const isOverLimit = owner?.overLimit === 'exceed' || previous?.overLimit === 'exceed'
  const limited = isOverLimit ? kinds.map(withoutLimit) : kinds
  const snapshot = toSnapshot(team, now, agents, limited)
  const decisions = decide({
    ...snapshot,
    policy: { ...snapshot.policy, owner: null, previous: null, overflow: null },
    agents: isOverLimit ? snapshot.agents.map((agent) => ({ ...agent, limits: [] })) : snapshot.agents,
  })
  return decisions.some(({ kind }) => kind === 'assigned')
}

function withoutLimit(queued: Queued): Queued {
  return queued.wish ? { ...queued, wish: { ...queued.wish, agentLimit: null } } : queued
}

// The engine counts those it was shown. Of those behind the head only some were.
function withTruePositions(decisions: readonly Decision[], waiting: readonly Queued[], size: number): Decision[] {
  const ranks = new Map(waiting.map(({ conversationId, rank }) => [conversationId, rank ?? 0]))
  const served = decisions.filter(({ kind }) => kind !== 'queued').length
  return decisions.map((decision) => {
    const rank = ranks.get(decision.conversationId) ?? 0
    return decision.kind === 'assigned' || rank <= size
      ? decision
      : { ...decision, position: Math.max(1, rank - served) }
  })
}

export function channelsOf(waiting: readonly Queued[]): string[] {
  return [...new Set(waiting.map(({ channelId }) => channelId))]
}
