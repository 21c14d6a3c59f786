import { ascending } from './ascending.ts'
import type { Policy } from './snapshot.ts'

const minuteMs = 60_000

/** Those of the turns that the pace still counts, oldest first. A turn that a clock dated ahead counts until it is over. */
export function turnsInWindow(turns: readonly number[], pace: NonNullable<Policy['pace']>, now: number): number[] {
  return turns.filter((turn) => turn > now - pace.minutes * minuteMs).sort(ascending)
}

/** When the agent may have the next one; `null` when they may now. */
export function pacedUntil(counted: readonly number[], pace: NonNullable<Policy['pace']>): number | null {
  if (counted.length < pace.max) return null

  const toGo = counted[counted.length - pace.max]
  return toGo === undefined ? Infinity : toGo + pace.minutes * minuteMs
}
