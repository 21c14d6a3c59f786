import type { Agent } from './agent.ts'
import { ascending } from './ascending.ts'
import type { Assigned } from './decision.ts'
import { looksAt } from './eligibility.ts'
import type { Waiting } from './snapshot.ts'

/**
 * The agent as they stand once the conversation is theirs: the state that the next decision must see.
 *
 * A shell stores the same change in its database; a simulation carries it from call to call.
 *
 * ```ts
 * const after = takeOn(agent, conversation, decision)
 * ```
 */
export function takeOn(
  agent: Agent,
  { channelId, weight }: Pick<Waiting, 'channelId' | 'weight'>,
  { assignedAt, weightedTurnAfter }: Pick<Assigned, 'assignedAt' | 'weightedTurnAfter'>,
): Agent {
  return {
    ...agent,
    load: agent.load + weight,
    ...(agent.teamLoad === undefined ? {} : { teamLoad: agent.teamLoad + weight }),
    limits: agent.limits.map((limit) => (looksAt(limit, channelId) ? { ...limit, load: limit.load + weight } : limit)),
    lastAssignedAt: assignedAt,
    weightedTurn: weightedTurnAfter,
    recentTurns: [...agent.recentTurns, assignedAt].sort(ascending),
  }
}
