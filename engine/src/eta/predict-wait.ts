/** What is known of a queue and of those who serve it, at the moment somebody asks how long a place in it will wait. */
export type QueueState = Readonly<{
  /** Place in the queue, from 1. */
  position: number
  /** What the eligible online agents can hold for this queue: see `usableSlots`. May be a fraction. */
  slots: number
  /** How much they hold now. More than `slots` when a shift ended or a manager gave them more. */
  slotsInUse: number
  /** Conversations that gave their slot back in the last 60 minutes. */
  releases: number
  /** Slots in use, summed over the last 60 minutes. */
  busySlotMinutes: number
  /** Slot-minutes for each release over the long run: what the last hour is shrunk to. */
  longRunHandlingMinutes: number
  /** Conversations that gave their slot back in the last seven days. */
  releasesInSevenDays: number
  /** Contacts who left the queue unserved in the last 60 minutes. */
  abandoned: number
  /** Conversations waiting, summed over the last 60 minutes. */
  waitingMinutes: number
  /** How long the head of the line has waited so far; 0 when nobody waits. */
  holMinutes: number
  /** How long the last to get an agent had waited. */
  lesMinutes: number
}>

/** A wait as a random quantity, in business minutes. */
export type WaitEstimate = Readonly<{
  meanMinutes: number
  varianceMinutes: number
  /** The single figure that is nearest on average, for people who run the queue. Customers are told a quantile: see `announce`. */
  pointMinutes: number
}>

const fewestReleases = 20
const weightOfLongRun = 10

/**
 * How long somebody at a position will wait; null when nobody can tell: no usable slot, or too few releases to learn from.
 *
 * The queue-length predictor of the Erlang A queue: the slots in use beyond the usable ones have to come back first,
 * then everybody ahead has to get a slot or leave. A quarter of the point estimate is what the others have seen: the
 * wait of the head of the line (HOL) and of the last who got an agent (LES). Ibrahim & Whitt, "Real-time delay
 * estimation based on delay history", M&SOM 11(3), 2009, doi 10.1287/msom.1080.0223.
 *
 * @example
 * // Third in the queue of 12 slots that are all busy for 20 minutes each; the head of the line has waited 8.
 * predictWait(queue) // { meanMinutes: 4.93, varianceMinutes: 9.33, pointMinutes: 5.70 }
 */
export function predictWait(state: QueueState): WaitEstimate | null {
  const { position, slots, slotsInUse, releasesInSevenDays, holMinutes, lesMinutes } = state
  if (slots <= 0 || releasesInSevenDays < fewestReleases) return null

  const handling = handlingMinutes(state)
  if (handling <= 0) return { meanMinutes: 0, varianceMinutes: 0, pointMinutes: 0 }

  const leavingPerMinute = leavingRate(state)
  const beyond = Math.max(0, slotsInUse - slots)
  let mean = beyond > 0 ? (beyond * handling) / slotsInUse : 0
  let variance = 0
  for (let ahead = 0; ahead < position; ahead += 1) {
    const step = 1 / (slots / handling + ahead * leavingPerMinute)
    mean += step
    variance += step ** 2
  }

  return {
    meanMinutes: mean,
    varianceMinutes: variance + 0.05 * mean ** 2,
    pointMinutes: 0.75 * mean + 0.25 * Math.max(holMinutes, lesMinutes, 0),
  }
}

/**
 * Slot-minutes for each release: the long run, moved by the last hour as far as chance does not explain the difference.
 *
 * An hour of a small team holds a dozen releases, whose number varies by chance as a Poisson count does, and waits in a
 * long queue would follow every whim of it. So only the part beyond two standard errors counts (the positive-part
 * shrinkage of James & Stein), and that part is shrunk to the long run once more, with the weight of ten releases.
 */
function handlingMinutes({ busySlotMinutes, releases, longRunHandlingMinutes }: QueueState): number {
  const expected = longRunHandlingMinutes > 0 ? busySlotMinutes / longRunHandlingMinutes : 0
  const squaredStandardErrors = expected > 0 ? (releases - expected) ** 2 / expected : 0
  const beyondChance = squaredStandardErrors > 4 ? 1 - 4 / squaredStandardErrors : 0
  const lastHour = (busySlotMinutes + weightOfLongRun * longRunHandlingMinutes) / (releases + weightOfLongRun)

  return longRunHandlingMinutes + beyondChance * (lastHour - longRunHandlingMinutes)
}

// Half a contact in an hour's waiting: what is assumed before anybody was seen to leave.
function leavingRate({ abandoned, waitingMinutes }: QueueState): number {
  return (abandoned + 0.5) / (waitingMinutes + 60)
}
