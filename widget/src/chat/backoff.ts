const longestMs = 30_000

/**
 * How long to wait before the next try. `random` (0 to 1) spreads the visitors, so that they do not all come back in
 * the same second after a restart.
 */
export function backoffMs(attempt: number, random: number): number {
  return 500 + random * Math.min(longestMs, 1000 * 2 ** attempt)
}
