export type { Agent, Limit, LimitScope, Presence } from './agent.ts'
export { decide } from './decide.ts'
export type {
  Assigned,
  Decision,
  Exclusion,
  Explanation,
  Queued,
  QueuedReason,
  Reason,
  RunnerUp,
} from './decision.ts'
export type { Policy, Priority, Snapshot, Waiting } from './snapshot.ts'
export type { Measure, Strategy } from './strategies/list.ts'
export { takeOn } from './take-on.ts'
