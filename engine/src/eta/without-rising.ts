import { type Announcement, type BusinessClock, openSince, roundedUp, type Spoken } from './announce.ts'

/** A promise about the wait, as it was logged. */
export type MadePromise = Readonly<{ position: number; latestAt: number; madeAt: number }>

/**
 * What to say after the latest promise, so that nobody who moves up hears a longer wait. Null: only the position.
 *
 * While the position does not rise, the earlier promise stands: a later one is not made, and what is left of the earlier
 * is said in its place. Once that time has passed, another promise is made only if it is not longer than the broken one was.
 *
 * @example
 * withoutRising(latestPromise, announce(estimate, asking), asking)
 */
export function withoutRising(
  previous: MadePromise,
  next: Announcement,
  { now, clock }: Readonly<{ now: number; clock: BusinessClock }>,
): Announcement | null {
  if (next.position > previous.position || next.latestAt <= previous.latestAt) {
    return next
  } else if (previous.latestAt > now) {
    return { ...leftUntil(previous.latestAt, now, clock), position: next.position, latestAt: previous.latestAt }
  } else {
    const isNoLonger = next.latestAt - now <= previous.latestAt - previous.madeAt
    return isNoLonger ? next : null
  }
}

// Figures are rounded up past the closing, and hours change: a promise may end when the team is closed.
function leftUntil(latestAt: number, now: number, clock: BusinessClock): Spoken {
  const isOpenThen = clock.businessMs(latestAt, latestAt + 1) > 0
  const opening = isOpenThen ? openSince(latestAt, now, clock) : now

  return opening > now ? { kind: 'from', at: opening } : roundedUp(latestAt - now)
}
