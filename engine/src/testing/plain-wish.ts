import type { Agent } from '../agent.ts'
import type { Policy, Waiting } from '../snapshot.ts'

/** The policy as it counts for the conversation. */
export function wishedPolicy(policy: Policy, { wish }: Waiting): Policy {
  return wish
    ? { ...policy, strategy: wish.strategy ?? policy.strategy, onlineOnly: wish.onlineOnly ?? policy.onlineOnly }
    : policy
}

/** An agent with the limits that count for it. */
export function wishedAgent<A extends Agent>(agent: A, { wish }: Waiting): A {
  return wish && wish.agentLimit !== null
    ? {
        ...agent,
        limits: [...agent.limits, { scope: 'team', max: wish.agentLimit, load: agent.teamLoad ?? agent.load }],
      }
    : agent
}
