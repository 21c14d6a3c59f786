import type { Agent, Limit, LimitScope } from './agent.ts'
import type { Exclusion } from './decision.ts'
import type { Policy, Waiting } from './snapshot.ts'

// From the widest to the narrowest: where several are reached, the first of these is named.
const limitScopes: readonly LimitScope[] = ['agent', 'team', 'channel']

/** Why the agent can take no conversation at all just now; `null` when it depends on the conversation. */
export function exclusionFromAll(agent: Agent, policy: Policy): Exclusion | null {
  if (agent.isDeactivated) return 'deactivated'
  if (agent.isExcluded) return 'excluded'
  if (agent.presence === 'offline' && policy.onlineOnly) return 'offline'
  if (agent.presence === 'busy' && (policy.onlineOnly || !policy.assignWhenBusy)) return 'busy'
  return null
}

/** The scope of the limit that the conversation would break; `null` when the agent has room for it. */
export function reachedLimit({ limits }: Agent, conversation: Waiting): LimitScope | null {
  const reached = limits.filter((limit) => looksAt(limit, conversation) && !hasRoom(limit, conversation.weight))

  return limitScopes.find((scope) => reached.some((limit) => limit.scope === scope)) ?? null
}

/** Whether the limit counts conversations like this one. */
export function looksAt(limit: Limit, { channelId }: Waiting): boolean {
  return limit.scope !== 'channel' || limit.channelId === channelId
}

// Exactly at the limit there is no room, not even for a conversation that weighs nothing. Asked as "is there room"
// rather than "is it full", so that a load that is not a number takes nothing.
function hasRoom({ load, max }: Limit, weight: number): boolean {
  return load < max && load + weight <= max
}
