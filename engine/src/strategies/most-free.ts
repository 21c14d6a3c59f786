import type { Ranked, Ranking } from './ranking.ts'

/**
 * The agent with the lowest load as a share of their own limit, by the limit that is fullest.
 *
 * Limits of a channel do not tell how free somebody is as a whole, so they decide only who can take it at all.
 */
export const mostFree = { measure: 'lowest_share', score: fullest } as const satisfies Ranking

// Who has no limit is as free as can be; a limit that nobody reaches keeps such agents apart by their loads.
const asGoodAsNone = 1e9

function fullest({ load, limits }: Ranked): number {
  let share: number | null = null

  for (const limit of limits) {
    if (limit.scope === 'channel') continue
    const filled = limit.max > 0 ? limit.load / limit.max : 1
    if (share === null || filled > share) share = filled
  }
  return share ?? load / asGoodAsNone
}
