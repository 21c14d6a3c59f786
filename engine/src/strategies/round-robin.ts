import { type Ranking, turnOf } from './ranking.ts'

/**
 * The agent who has waited longest since their last turn.
 *
 * There is no counter to catch up with: whoever comes back after a month takes one, and is then the last in turn.
 */
export const roundRobin = { measure: 'longest_since_last', score: turnOf } as const satisfies Ranking
