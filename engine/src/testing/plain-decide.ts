import type { Agent, LimitScope } from '../agent.ts'
import type { Decision, Exclusion, Reason } from '../decision.ts'
import type { Snapshot, Waiting } from '../snapshot.ts'

/**
 * What `decide` must answer, worked out the slow way: everybody is asked anew for every conversation.
 *
 * Shares no code with the engine, so that the two are unlikely to be wrong together. Knows `round_robin` and
 * `least_open`, and takes strings and numbers as they come.
 */
export function plainDecide({ now, policy, agents, waiting }: Snapshot): readonly Decision[] {
  const team = agents.map((agent) => ({ ...agent, limits: agent.limits.map((limit) => ({ ...limit })) }))
  const decisions: Decision[] = []

  for (const conversation of sortedBy(waiting, (each) => [
    -scoreOf(each, now),
    each.waitingSince,
    each.conversationId,
  ])) {
    const excluded: Partial<Record<Exclusion, number>> = {}
    const limitsReached: Partial<Record<LimitScope, number>> = {}
    const eligible = team.filter((agent) => {
      const exclusion = exclusionOf(agent, conversation, policy)
      const scope = fullScopes(agent, conversation)[0]

      if (exclusion !== undefined) excluded[exclusion] = (excluded[exclusion] ?? 0) + 1
      if (exclusion === 'at_capacity' && scope) limitsReached[scope] = (limitsReached[scope] ?? 0) + 1
      return exclusion === undefined
    })
    const isByLoad = policy.strategy === 'least_open'
    const [chosen, ...others] = sortedBy(eligible, (agent) => [
      isByLoad ? agent.load : 0,
      agent.lastAssignedAt ?? -Infinity,
      agent.id,
    ])
    const explanation = {
      conversationId: conversation.conversationId,
      strategy: policy.strategy,
      score: scoreOf(conversation, now),
      runnersUp: others.slice(0, 5).map(({ id, load, lastAssignedAt }) => ({ agentId: id, load, lastAssignedAt })),
      excluded,
      limitsReached,
    }

    if (chosen) {
      const { id: agentId, load, lastAssignedAt } = chosen
      const assignedAt = Math.max(now, ...team.map((agent) => (agent.lastAssignedAt ?? -Infinity) + 1))
      const reason = reasonFor(isByLoad, chosen, others[0])

      decisions.push({ kind: 'assigned', agentId, load, lastAssignedAt, assignedAt, reason, ...explanation })
      chosen.load += conversation.weight
      chosen.lastAssignedAt = assignedAt
      for (const limit of chosen.limits) {
        if (limit.scope !== 'channel' || limit.channelId === conversation.channelId) limit.load += conversation.weight
      }
    } else {
      const position = 1 + decisions.filter(({ kind }) => kind === 'queued').length

      decisions.push({
        kind: 'queued',
        position,
        reason: agents.length > 0 ? 'nobody_eligible' : 'no_members',
        ...explanation,
      })
    }
  }
  return decisions
}

/** The first reason that keeps the agent from the conversation. */
export function exclusionOf(
  agent: Agent,
  conversation: Waiting,
  { onlineOnly, assignWhenBusy }: Snapshot['policy'],
): Exclusion | undefined {
  const reasons: Readonly<Record<Exclusion, boolean>> = {
    deactivated: agent.isDeactivated,
    excluded: agent.isExcluded,
    offline: onlineOnly && agent.presence === 'offline',
    busy: agent.presence === 'busy' && !(assignWhenBusy && !onlineOnly),
    already_tried: conversation.tried.includes(agent.id),
    at_capacity: fullScopes(agent, conversation).length > 0,
  }
  const order = ['deactivated', 'excluded', 'offline', 'busy', 'already_tried', 'at_capacity'] as const

  return order.find((reason) => reasons[reason])
}

function fullScopes({ limits }: Agent, { channelId, weight }: Waiting): readonly LimitScope[] {
  const scopes = ['agent', 'team', 'channel'] as const

  return scopes.filter((scope) =>
    limits.some((limit) => {
      const counts = limit.scope === scope && (scope !== 'channel' || limit.channelId === channelId)
      return counts && (limit.load >= limit.max || limit.load + weight > limit.max)
    }),
  )
}

function scoreOf({ waitingSince, priority }: Waiting, now: number): number {
  return (now - waitingSince) / 60_000 + { urgent: 1440, high: 60, normal: 0, low: -60 }[priority]
}

function reasonFor(isByLoad: boolean, chosen: Agent, next: Agent | undefined): Reason {
  if (!next) return 'only_candidate'
  if (isByLoad && chosen.load !== next.load) return 'lowest_load'
  if (chosen.lastAssignedAt === next.lastAssignedAt) return 'tie_id'
  return isByLoad ? 'tie_longest_since_last' : 'longest_since_last'
}

function sortedBy<Item>(items: readonly Item[], key: (item: Item) => readonly (number | string)[]): readonly Item[] {
  return items.toSorted((a, b) => {
    const keyOfB = key(b)
    const [mine, others] = key(a)
      .map((part, index) => [part, keyOfB[index]!] as const)
      .find(([part, other]) => part !== other) ?? [0, 0]

    return mine === others ? 0 : mine < others ? -1 : 1
  })
}
