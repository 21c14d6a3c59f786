import type { LimitScope } from './agent.ts'
import type { Measure, Strategy } from './strategies/list.ts'

/** Why an agent was passed over. The first that applies is recorded. */
export type Exclusion =
  | 'not_member'
  | 'deactivated'
  | 'excluded'
  | 'outside_hours'
  | 'offline'
  | 'busy'
  | 'wrapping_up'
  | 'paced'
  | 'already_tried'
  | 'missing_skill'
  | 'at_capacity'

/** What the engine answered for one conversation, with enough beside it to explain it long after. */
export type Decision = Assigned | Queued | Overflowed

/** `load`, `lastAssignedAt` and `agentScore` are the chosen agent's as they stood before, to be read beside the runners-up. */
export type Assigned = Omit<Standing, 'score'> &
  Readonly<{
    kind: 'assigned'
    /** What a runner-up has as `score`, of the chosen agent. */
    agentScore: Standing['score']
    /**
     * Store it as the agent's `lastAssignedAt`. It is `now`, or one millisecond after the latest turn of the team when
     * that is not earlier: no two assignments of a team share it, and a clock set back does not turn the rotation back.
     */
    assignedAt: number
    /** Store it as the agent's `weightedTurn`. */
    weightedTurnAfter: number
    /** A preferred agent took it although over a limit, as their preference allows. */
    isOverLimit: boolean
    reason: Reason
  }> &
  Explanation

/** `position` counts from 1 among those left waiting that compete for the same agents. */
export type Queued = Readonly<{ kind: 'queued'; position: number; reason: QueuedReason }> & Explanation

/** It should go on to the team that the policy's overflow names. */
export type Overflowed = Readonly<{ kind: 'overflowed'; position: number; reason: OverflowReason }> & Explanation

/** What settled the choice: a preference, the strategy's own measure, its tie-break, or that nobody else could. */
export type Reason = 'owner' | 'previous' | Measure | 'tie_longest_since_last' | 'tie_id' | 'only_candidate'
export type QueuedReason =
  | 'manual_strategy'
  | 'no_members'
  | 'outside_hours'
  | 'nobody_eligible'
  | 'held_for_owner'
  | 'held_for_previous'
export type OverflowReason = 'waited_too_long' | 'queue_too_long' | 'nobody_online' | 'outside_hours'

export type Explanation = Readonly<{
  conversationId: string
  strategy: Strategy
  /** Minutes waited plus the priority's boost: the order of the queue. */
  score: number
  /** Whether its deadline put it before all scores. */
  isUrgentByDeadline: boolean
  /** The preferred agents there were, in the order they were asked, and what became of it. */
  preferred: readonly Preferred[]
  /** Skills that were required once and are no more. */
  relaxedSkills: readonly string[]
  /** The tier that the choice fell in; `null` when nobody was chosen. */
  tier: number | null
  /** Up to five who would have been next, best first, as they stood at that moment. */
  runnersUp: readonly Standing[]
  /** How many agents were excluded by each reason. Empty when the strategy looks at nobody. */
  excluded: Readonly<Partial<Record<Exclusion, number>>>
  /** Which limit stopped those `at_capacity`; the widest where several did. */
  limitsReached: Readonly<Partial<Record<LimitScope, number>>>
  /**
   * The first instant at which the answer may change by the clock alone: a hold ends, a skill is relaxed, a pace window
   * or a wrap-up ends, it overflows. `null` when only an event can change it. Openings are the caller's to know.
   */
  lookAgainAt: number | null
}>

/** `wait_over`: was waited for, and is no more. `not_waited_for`: would not come soon, or nobody waits by the policy. */
export type Preferred = Readonly<{
  as: 'owner' | 'previous'
  agentId: string
  outcome: 'took' | 'waited_for' | 'wait_over' | 'not_waited_for'
  /** Why they could not take it; `null` when they did. */
  exclusion: Exclusion | null
  /** Until when it is held for them. */
  until: number | null
}>

/** An agent as they stood when the choice was made. */
export type Standing = Readonly<{
  agentId: string
  load: number
  lastAssignedAt: number | null
  /** What the strategy compared: a time, a load, a share, a turn; `null` where it has no number. */
  score: number | null
}>
