import type { Agent } from './agent.ts'
import { looksAt } from './eligibility.ts'
import type { Waiting } from './snapshot.ts'

/**
 * The agent as they stand once the conversation is theirs: the state that the next decision must see.
 *
 * A shell stores the same change in its database; a simulation carries it from call to call.
 *
 * ```ts
 * const after = takeOn(agent, conversation, decision.assignedAt)
 * ```
 */
export function takeOn(agent: Agent, conversation: Waiting, assignedAt: number): Agent {
  const { weight } = conversation

  return {
    ...agent,
    load: agent.load + weight,
    limits: agent.limits.map((limit) =>
      looksAt(limit, conversation) ? { ...limit, load: limit.load + weight } : limit,
    ),
    lastAssignedAt: assignedAt,
  }
}
