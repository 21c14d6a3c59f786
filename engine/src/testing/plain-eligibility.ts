import type { Agent, LimitScope } from '../agent.ts'
import type { Exclusion } from '../decision.ts'
import type { Policy, Waiting } from '../snapshot.ts'

const minute = 60_000

/** The first reason that keeps the agent from the conversation. */
export function exclusionOf(agent: Agent, conversation: Waiting, policy: Policy, now: number): Exclusion | undefined {
  if (agent.isDeactivated) return 'deactivated'
  if (agent.isExcluded) return 'excluded'
  if (!agent.isInHours) return 'outside_hours'
  if (policy.onlineOnly && agent.presence === 'offline') return 'offline'
  if (agent.presence === 'busy' && !(policy.assignWhenBusy && !policy.onlineOnly)) return 'busy'
  if (agent.wrapUpUntil !== null && agent.wrapUpUntil > now) return 'wrapping_up'
  if (policy.pace && countedTurns(agent, policy, now).length >= policy.pace.max) return 'paced'
  if (conversation.tried.includes(agent.id)) return 'already_tried'
  if (lacksSkill(agent, conversation, policy, now)) return 'missing_skill'
  if (fullScopes(agent, conversation).length > 0) return 'at_capacity'
  return undefined
}

export function takingPart(agents: readonly Agent[]): readonly Agent[] {
  return agents.filter(({ isDeactivated, isExcluded }) => !isDeactivated && !isExcluded)
}

export function isOut(agent: Agent, policy: Policy, now: number): boolean {
  const isPaced = policy.pace !== null && countedTurns(agent, policy, now).length >= policy.pace.max

  return isOutForLonger(agent, policy) || isPaced || (agent.wrapUpUntil ?? 0) > now
}

function isOutForLonger(agent: Agent, { onlineOnly, assignWhenBusy }: Policy): boolean {
  return (
    agent.isDeactivated ||
    agent.isExcluded ||
    !agent.isInHours ||
    (agent.presence === 'offline' && onlineOnly) ||
    (agent.presence === 'busy' && (onlineOnly || !assignWhenBusy))
  )
}

function countedTurns({ recentTurns }: Agent, { pace }: Policy, now: number): readonly number[] {
  return pace ? recentTurns.filter((turn) => turn > now - pace.minutes * minute).toSorted((a, b) => a - b) : []
}

export function lacksSkill(agent: Agent, conversation: Waiting, policy: Policy, now: number): boolean {
  return !isRelaxed(conversation, policy, now) && lackedSkills(agent, conversation).length > 0
}

export function lackedSkills({ skills }: Agent, conversation: Waiting): readonly string[] {
  return conversation.skills.filter((skill) => !skills.includes(skill))
}

export function isRelaxed(conversation: Waiting, policy: Policy, now: number): boolean {
  return now >= relaxesAt(conversation, policy)
}

export function relaxesAt({ skills, queuedAt }: Waiting, { skillRelaxMinutes }: Policy): number {
  return skillRelaxMinutes !== null && skills.length > 0 ? queuedAt + skillRelaxMinutes * minute : Infinity
}

export function fullScopes({ limits }: Agent, { channelId, weight }: Waiting): readonly LimitScope[] {
  const scopes = ['agent', 'team', 'channel'] as const

  return scopes.filter((scope) =>
    limits.some((limit) => {
      const counts = limit.scope === scope && (scope !== 'channel' || limit.channelId === channelId)
      return counts && (limit.load >= limit.max || limit.load + weight > limit.max)
    }),
  )
}

/** When an agent who only finishes something, or had enough for now, is free again. */
export function freeAt(agent: Agent, policy: Policy, now: number): number {
  if (isOutForLonger(agent, policy)) return Infinity

  const turns = countedTurns(agent, policy, now)
  const pace = policy.pace
  // The one whose leaving the window brings the count below the most there may be.
  const toGo =
    pace && turns.length >= pace.max ? (turns[turns.length - pace.max] ?? Infinity) + pace.minutes * minute : 0
  const free = Math.max(agent.wrapUpUntil ?? 0, toGo)

  return free > now ? free : Infinity
}
