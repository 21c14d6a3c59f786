import { leastOpen } from './least-open.ts'
import { mostFree } from './most-free.ts'
import type { Ranking } from './ranking.ts'
import { roundRobin } from './round-robin.ts'
import { weighted } from './weighted.ts'

/** Every strategy under the name that policies use. `null` chooses nobody: agents claim, managers assign. */
export const strategies = {
  round_robin: roundRobin,
  least_open: leastOpen,
  most_free: mostFree,
  weighted,
  manual: null,
} as const satisfies Readonly<Record<string, Ranking | null>>

export type Strategy = keyof typeof strategies

/** What an agent can win by. */
export type Measure = NonNullable<(typeof strategies)[Strategy]>['measure']
