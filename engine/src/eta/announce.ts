import { quantileOfGamma } from './gamma.ts'
import type { WaitEstimate } from './predict-wait.ts'

/** A clock that stands still while the team is closed, as every `Calendar` is. Times in milliseconds since the epoch. */
export interface BusinessClock {
  /** When `ms` of open time have gone by since `from`; null when it never opens again for so long. */
  addBusinessMs(from: number, ms: number): number | null
  /** How long it is open between two instants. */
  businessMs(from: number, to: number): number
}

/** What a waiting contact may be told, and the promise that is in it. */
export type Announcement = Readonly<{
  position: number
  /** The promise: an agent has the conversation by then. */
  latestAt: number
}> &
  Spoken

/** The promise in round figures: "10 minutes", "2 hours", "tomorrow from 09:00". */
export type Spoken =
  | Readonly<{ kind: 'minutes'; minutes: number }>
  | Readonly<{ kind: 'hours'; hours: number }>
  | Readonly<{ kind: 'from'; at: number }>

export type Asking = Readonly<{
  position: number
  /** The share of promises that should hold, as `recalibrate` left it. */
  quantile: number
  now: number
  clock: BusinessClock
}>

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const longestMs = 30 * 24 * hourMs
const roundMinutes = [1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 90]

/**
 * What to tell somebody whose wait is estimated so; null when it is beyond telling: over thirty days of open time, or the
 * team never opens again.
 *
 * The wait runs on the team's business clock. When it ends before the team closes, the contact hears it rounded up, and
 * that is the promise. When it does not, they hear when the team opens on that day, and the promise is the end of the wait.
 *
 * @example
 * announce(estimate, { position: 3, quantile: 0.8, now, clock })
 * // { kind: 'minutes', minutes: 10, position: 3, latestAt: now + 600_000 }
 */
export function announce(estimate: WaitEstimate, { position, quantile, now, clock }: Asking): Announcement | null {
  const minutes = quantileOfGamma(estimate.meanMinutes, estimate.varianceMinutes, quantile)
  const waitMs = Math.max(minuteMs, Math.ceil(minutes * minuteMs))
  if (waitMs > longestMs) return null

  const endsAt = clock.addBusinessMs(now, waitMs)

  if (endsAt === null) {
    return null
  } else if (endsAt - now <= waitMs) {
    const spoken = roundedUp(waitMs)
    return { ...spoken, position, latestAt: now + lengthOf(spoken) }
  } else {
    return { kind: 'from', at: openSince(endsAt, now, clock), position, latestAt: endsAt }
  }
}

/** The round figure that is not below a wait. */
export function roundedUp(waitMs: number): Exclude<Spoken, { kind: 'from' }> {
  const minutes = roundMinutes.find((each) => each * minuteMs >= waitMs)

  return minutes === undefined ? { kind: 'hours', hours: Math.ceil(waitMs / hourMs) } : { kind: 'minutes', minutes }
}

function lengthOf(spoken: Exclude<Spoken, { kind: 'from' }>): number {
  return spoken.kind === 'minutes' ? spoken.minutes * minuteMs : spoken.hours * hourMs
}

/** Since when it is open at a stretch until `to`, looking back no further than `from`. */
export function openSince(to: number, from: number, clock: BusinessClock): number {
  let closed = from - 1
  let open = to
  while (open - closed > 1) {
    const middle = Math.floor((closed + open) / 2)
    if (clock.businessMs(middle, to) >= to - middle) open = middle
    else closed = middle
  }
  return open
}
