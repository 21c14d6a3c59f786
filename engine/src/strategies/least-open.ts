import type { Ranking } from './ranking.ts'

/** The agent with the lowest load, over the whole workspace. */
export const leastOpen = { measure: 'lowest_load', score: ({ load }) => load } as const satisfies Ranking
