import type { Ranking } from './ranking.ts'

/** The agent whose next turn comes first, turns coming the more often the higher the weight: see `weighted-turns.ts`. */
export const weighted = { measure: 'weighted_turn', score: ({ nextTurn }) => nextTurn } as const satisfies Ranking
