const firstMs = 800
const longestMs = 30_000

/**
 * How long to wait before the next try. Half of it is chance: when a server comes back, its clients must not all
 * return in the same instant.
 */
export function reconnectDelayMs(failures: number, random: number): number {
  const full = Math.min(longestMs, firstMs * 2 ** failures)
  return Math.round(full / 2 + (full / 2) * random)
}
