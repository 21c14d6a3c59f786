import type { Agent, Snapshot, Waiting } from '@fairlead/engine'

/** What everybody writes first: for each conversation, filter the agents, sort them, pick the first. Explains nothing. */
export function naivelyDecided({ now, waiting, agents, policy }: Snapshot): readonly (string | null)[] {
  const team = agents.map((agent): Changing => ({ ...agent, limits: agent.limits.map((limit) => ({ ...limit })) }))
  const queue = waiting.toSorted((a, b) => scoreOf(b) - scoreOf(a))

  return queue.map((conversation, index) => {
    const [chosen] = team
      .filter((agent) => isEligible(agent, conversation))
      .sort((a, b) => (a.lastAssignedAt ?? 0) - (b.lastAssignedAt ?? 0))

    if (chosen === undefined) return null
    chosen.lastAssignedAt = now + index
    chosen.load += conversation.weight
    for (const limit of chosen.limits) limit.load += conversation.weight
    return chosen.id
  })

  function scoreOf({ waitingSince, priority }: Waiting): number {
    return (now - waitingSince) / 60_000 + policy.boosts[priority]
  }
}

function isEligible(agent: Agent, { weight, tried }: Waiting): boolean {
  return (
    agent.presence === 'online' &&
    !agent.isDeactivated &&
    !agent.isExcluded &&
    !tried.includes(agent.id) &&
    agent.limits.every(({ load, max }) => load + weight <= max)
  )
}

type Changing = Omit<Agent, 'load' | 'lastAssignedAt' | 'limits'> & {
  load: number
  lastAssignedAt: number | null
  limits: { scope: 'agent' | 'team' | 'channel'; channelId?: string; max: number; load: number }[]
}
