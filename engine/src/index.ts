export type { Agent, Limit, LimitScope, Presence } from './agent.ts'
export { decide, replay } from './decide.ts'
export type {
  Assigned,
  Decision,
  Exclusion,
  Explanation,
  Overflowed,
  OverflowReason,
  Preferred,
  Queued,
  QueuedReason,
  Reason,
  Standing,
} from './decision.ts'
export { type Announcement, announce, type BusinessClock, roundedUp, type Spoken } from './eta/announce.ts'
export { quantileOfGamma } from './eta/gamma.ts'
export { predictWait, type QueueState, type WaitEstimate } from './eta/predict-wait.ts'
export { firstQuantile, type PromiseOutcome, recalibrate } from './eta/recalibrate.ts'
export { type SharedAgent, usableSlots } from './eta/usable-slots.ts'
export { type MadePromise, withoutRising } from './eta/without-rising.ts'
export { bothOpen, type Calendar, calendarOf } from './hours/calendar.ts'
export { checkHours, type HoursMistake } from './hours/check.ts'
export type { DatedException, Hours, Interval, Weekday } from './hours/hours.ts'
export { inQueueOrder } from './order.ts'
export type { Overflow, Policy, Preference, Priority, Snapshot, Waiting, Wish } from './snapshot.ts'
export type { Measure, Strategy } from './strategies/list.ts'
export { takeOn } from './take-on.ts'
