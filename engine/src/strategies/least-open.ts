import type { Agent } from '../agent.ts'
import { ascending } from '../ascending.ts'
import type { Ranking } from './ranking.ts'

/** The agent with the lowest load, over the whole workspace. */
export const leastOpen = {
  measure: 'lowest_load',
  compare: (a: Agent, b: Agent) => ascending(a.load, b.load),
} as const satisfies Ranking
