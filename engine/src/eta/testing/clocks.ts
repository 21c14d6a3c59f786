import type { BusinessClock } from '../announce.ts'

export const alwaysOpen: BusinessClock = {
  addBusinessMs: (from, ms) => from + ms,
  businessMs: (from, to) => to - from,
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** Open 09:00 to 17:00 UTC every day. Clocks may differ in whether the moment of closing is still this day's. */
export function nineToFive(closing: 'ends the day' | 'belongs to the next'): BusinessClock {
  return {
    addBusinessMs(from, ms) {
      const midnight = Math.floor(from / dayMs) * dayMs
      const gone = Math.min(Math.max(from - midnight - 9 * hourMs, 0), 8 * hourMs)
      const total = gone + ms
      const days = Math.floor(total / (8 * hourMs))
      const rest = total - days * 8 * hourMs

      return rest === 0 && days > 0 && closing === 'ends the day'
        ? Math.max(from, midnight + (days - 1) * dayMs + 17 * hourMs)
        : midnight + days * dayMs + 9 * hourMs + rest
    },
    businessMs: (from, to) => openUntil(to) - openUntil(from),
  }
}

// Since the epoch.
function openUntil(at: number): number {
  const days = Math.floor(at / dayMs)
  return days * 8 * hourMs + Math.min(Math.max(at - days * dayMs - 9 * hourMs, 0), 8 * hourMs)
}
