/**
 * The time that all processes share: the database's. What one writes down another compares with its own clock, and ids
 * are made in the order of time; a machine whose clock is wrong, or is set while we run, must not spoil either.
 *
 * It is asked for at the start and now and then, and counted on in between by a clock that nobody can set.
 */
const tries = 3
const everyMs = 60_000

let aheadMs = performance.timeOrigin

/** Milliseconds since the epoch, by the database. Before it was asked, by ourselves. */
export function now(): number {
  return Math.floor(performance.now() + aheadMs)
}

/**
 * When something happened by another's clock, in milliseconds since the epoch; 0 when that is not known. A clock that is
 * ahead of ours must not make anything younger than now.
 */
export function atOrNow(at: number): Date {
  return new Date(at > 0 ? Math.min(at, now()) : now())
}

/** Asks, and goes on asking now and then. Answers with what ends that. */
export async function followClock(read: () => Promise<Date>): Promise<() => void> {
  await ask(read)
  // A machine that slept has a clock that stood still; when the database does not answer, ours goes on well enough.
  const timer = setInterval(() => void ask(read).catch(() => undefined), everyMs)
  timer.unref()
  return () => clearInterval(timer)
}

// Of some answers the quickest one: it says most exactly when it was true.
async function ask(read: () => Promise<Date>): Promise<void> {
  let least = Number.POSITIVE_INFINITY
  let best = aheadMs
  for (let each = 0; each < tries; each += 1) {
    const before = performance.now()
    const at = (await read()).getTime()
    const after = performance.now()
    if (after - before >= least) continue
    least = after - before
    best = at - (before + after) / 2
  }
  aheadMs = best
}
