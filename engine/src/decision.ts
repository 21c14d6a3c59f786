import type { Strategy } from './snapshot.ts'

/** Why an agent was passed over. The first that applies is recorded. */
export type Exclusion = 'deactivated' | 'excluded' | 'offline' | 'busy' | 'already_tried' | 'at_capacity'

/** What the engine answered for one conversation, with enough beside it to explain it long after. */
export type Decision = Assigned | Queued

export type Assigned = Readonly<{ kind: 'assigned'; agentId: string; reason: Reason }> & Explanation

/** `position` counts from 1 among those who compete for the same agents. */
export type Queued = Readonly<{ kind: 'queued'; position: number; reason: QueuedReason }> & Explanation

/** What settled the choice: the strategy's own measure, its tie-break, or that nobody else could. */
export type Reason = 'longest_since_last' | 'lowest_load' | 'tie_longest_since_last' | 'tie_id' | 'only_candidate'
export type QueuedReason = 'manual_strategy' | 'no_members' | 'nobody_eligible'

export type Explanation = Readonly<{
  conversationId: string
  strategy: Strategy
  /** Minutes waited plus the priority's boost: the order of the queue. */
  score: number
  /** Up to five who would have been next, best first, as they stood at that moment. */
  runnersUp: readonly RunnerUp[]
  /** How many agents were excluded by each reason. */
  excluded: Readonly<Partial<Record<Exclusion, number>>>
}>

export type RunnerUp = Readonly<{ agentId: string; load: number; lastAssignedAt: number | null }>
