import type { Agent } from '../agent.ts'
import { ascending } from '../ascending.ts'

/** How a strategy orders the agents who could take a conversation. */
export interface Ranking {
  /** What an agent wins by when no tie-break was needed; becomes the decision's reason. */
  readonly measure: string

  /**
   * Lowest goes first. Always a number; `-Infinity` where the agent has nothing to be measured by yet.
   *
   * To take a conversation must never lower it: those who fell back are noticed only when they come up. The contract
   * suite checks it.
   */
  score(agent: Ranked): number
}

/** An agent between two decisions of a call. */
export type Ranked = Pick<Agent, 'load' | 'limits' | 'lastAssignedAt'> &
  Readonly<{
    /** The virtual time of their next turn under `weighted`. */
    nextTurn: number
  }>

/** Where an agent stands in the order of everybody who could be chosen. */
export type Place = Readonly<{ tier: number; score: number; turn: number; agentId: string }>

/** Tier, then the strategy's score; ties to the longest since the last turn, then to the id: never to a list's order. */
export function comparePlaces(a: Place, b: Place): number {
  if (a.tier !== b.tier) return a.tier < b.tier ? -1 : 1
  if (a.score !== b.score) return a.score < b.score ? -1 : 1
  if (a.turn !== b.turn) return a.turn < b.turn ? -1 : 1
  return ascending(a.agentId, b.agentId)
}

/** Longest since the last automatic assignment in this team first; who never had one goes before all. */
export function turnOf({ lastAssignedAt }: Pick<Agent, 'lastAssignedAt'>): number {
  return lastAssignedAt ?? -Infinity
}
