import type { LimitScope } from './agent.ts'
import type { Measure, Strategy } from './strategies/list.ts'

/** Why an agent was passed over. The first that applies is recorded. */
export type Exclusion = 'deactivated' | 'excluded' | 'offline' | 'busy' | 'already_tried' | 'at_capacity'

/** What the engine answered for one conversation, with enough beside it to explain it long after. */
export type Decision = Assigned | Queued

/** `load` and `lastAssignedAt` are the chosen agent's as they stood before, to be read beside the runners-up. */
export type Assigned = Readonly<{
  kind: 'assigned'
  agentId: string
  load: number
  lastAssignedAt: number | null
  /**
   * Store it as the agent's `lastAssignedAt`. It is `now`, or one millisecond after the latest turn of the team when
   * that is not earlier: no two assignments of a team share it, and a clock set back does not turn the rotation back.
   */
  assignedAt: number
  reason: Reason
}> &
  Explanation

/** `position` counts from 1 among those of the team that are left waiting. */
export type Queued = Readonly<{ kind: 'queued'; position: number; reason: QueuedReason }> & Explanation

/** What settled the choice: the strategy's own measure, its tie-break, or that nobody else could. */
export type Reason = Measure | 'tie_longest_since_last' | 'tie_id' | 'only_candidate'
export type QueuedReason = 'manual_strategy' | 'no_members' | 'nobody_eligible'

export type Explanation = Readonly<{
  conversationId: string
  strategy: Strategy
  /** Minutes waited plus the priority's boost: the order of the queue. */
  score: number
  /** Up to five who would have been next, best first, as they stood at that moment. */
  runnersUp: readonly RunnerUp[]
  /** How many agents were excluded by each reason. Empty when the strategy looks at nobody. */
  excluded: Readonly<Partial<Record<Exclusion, number>>>
  /** Which limit stopped those `at_capacity`; the widest where several did. */
  limitsReached: Readonly<Partial<Record<LimitScope, number>>>
}>

export type RunnerUp = Readonly<{ agentId: string; load: number; lastAssignedAt: number | null }>
