import type { Agent, Limit, LimitScope } from './agent.ts'
import type { Exclusion } from './decision.ts'
import type { Policy } from './snapshot.ts'

/** Why the agent can take no conversation at all just now; `null` when it depends on the conversation. */
export function exclusionFromAll(agent: Agent, isPaced: boolean, policy: Policy, now: number): Exclusion | null {
  if (agent.isDeactivated) return 'deactivated'
  if (agent.isExcluded) return 'excluded'
  if (!agent.isInHours) return 'outside_hours'
  if (agent.presence === 'offline' && policy.onlineOnly) return 'offline'
  if (agent.presence === 'busy' && (policy.onlineOnly || !policy.assignWhenBusy)) return 'busy'
  if (agent.wrapUpUntil !== null && agent.wrapUpUntil > now) return 'wrapping_up'
  if (isPaced) return 'paced'
  return null
}

/** Whether the member is one whom the engine may give anything to at all, now or later. */
export function takesPart({ isDeactivated, isExcluded }: Agent): boolean {
  return !isDeactivated && !isExcluded
}

/**
 * The widest scope among the limits that the weight would break; `null` when there is room under all of them. `taken`
 * is what was given since the limits were counted.
 */
export function reachedLimit(limits: readonly Limit[], weight: number, taken: number): LimitScope | null {
  let reached: LimitScope | null = null

  for (const limit of limits) {
    if (!hasRoom(limit.max, limit.load + taken, weight) && (reached === null || width[limit.scope] > width[reached]))
      reached = limit.scope
  }
  return reached
}

/** Whether the limit counts conversations of the channel. */
export function looksAt(limit: Limit, channelId: string): boolean {
  return limit.scope !== 'channel' || limit.channelId === channelId
}

// Where several are reached, the widest is named.
const width: Readonly<Record<LimitScope, number>> = { agent: 3, team: 2, channel: 1 }

// Exactly at the limit there is no room, not even for a conversation that weighs nothing. Asked as "is there room"
// rather than "is it full", so that a load that is not a number takes nothing.
function hasRoom(max: number, load: number, weight: number): boolean {
  return load < max && load + weight <= max
}
