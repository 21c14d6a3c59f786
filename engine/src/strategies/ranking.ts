import type { Agent } from '../agent.ts'
import { ascending } from '../ascending.ts'

/** How a strategy orders the agents who could take a conversation. */
export interface Ranking {
  /** What an agent wins by when no tie-break was needed; becomes the decision's reason. */
  readonly measure: string

  /**
   * Negative when `a` goes before `b`, zero when the strategy has no preference.
   *
   * To take a conversation must never bring an agent forward: the candidates are kept in a heap that
   * notices who fell back only when they come up. The contract suite checks it.
   */
  compare(a: Agent, b: Agent): number
}

/** The strategy's order with its ties settled: longest since the last turn, then id, so never the order of a list. */
export function compareRanked(ranking: Ranking, a: Agent, b: Agent): number {
  return ranking.compare(a, b) || byTurn(a, b) || ascending(a.id, b.id)
}

/** Longest since the last automatic assignment in this team first; who never had one goes before all. */
export function byTurn(a: Agent, b: Agent): number {
  return ascending(a.lastAssignedAt ?? -Infinity, b.lastAssignedAt ?? -Infinity)
}
