import type { Agent } from '../agent.ts'
import type { Decision, Preferred, Reason } from '../decision.ts'
import type { Policy, Snapshot, Waiting } from '../snapshot.ts'
import {
  exclusionOf,
  freeAt,
  fullScopes,
  isOut,
  isRelaxed,
  lackedSkills,
  lacksSkill,
  relaxesAt,
  takingPart,
} from './plain-eligibility.ts'
import { plainOverflow } from './plain-overflow.ts'
import { planWeightedTurns } from './plain-turns.ts'
import { wishedAgent, wishedPolicy } from './plain-wish.ts'

const minute = 60_000

/** An agent as the plain way keeps them: changed in place, with the next turn of `weighted`. */
export type Member = { -readonly [Key in keyof Agent]: Agent[Key] } & { nextTurn: number }

/**
 * What `decide` must answer, worked out the slow way: everybody is asked anew for every conversation.
 *
 * Shares no code with the engine, so that the two are unlikely to be wrong together; takes strings and numbers as they
 * come. Does not know the strategy `manual`.
 */
export function plainDecide({ now, policy: usual, agents, waiting }: Snapshot): readonly Decision[] {
  const members: Member[] = agents.map((agent) => ({ ...agent, nextTurn: 0 }))
  const decisions: Decision[] = []
  const left: Waiting[] = []

  if (usual.strategy === 'weighted') planWeightedTurns(members, (agent) => isOut(agent, usual, now))
  for (const conversation of sortedBy(waiting, (each) => [
    isNear(each, usual, now) ? 0 : 1,
    isNear(each, usual, now) ? each.deadlineAt! : 0,
    -scoreOf(each, usual, now),
    each.waitingSince,
    each.conversationId,
  ])) {
    const policy = wishedPolicy(usual, conversation)
    const team = conversation.wish ? members.map((agent) => ({ ...wishedAgent(agent, conversation) })) : members
    if (conversation.wish && policy.strategy === 'weighted') {
      planWeightedTurns(team, (agent) => isOut(agent, policy, now))
    }
    const passedOver = team.map((agent) => [agent, exclusionOf(agent, conversation, policy, now)] as const)
    const asked = ask(conversation, team, policy, now)
    const preferred = asked.find(({ outcome }) => outcome === 'took')
    const holder = asked.find(({ outcome }) => outcome === 'waited_for')
    const eligible = sortedBy(
      passedOver.flatMap(([agent, exclusion]) =>
        exclusion === undefined && agent.id !== preferred?.agentId ? [agent] : [],
      ),
      (agent) => [agent.tier, measure(agent, policy), agent.lastAssignedAt ?? -Infinity, agent.id],
    )
    const out = passedOver.filter(([agent]) => agent.id !== preferred?.agentId)
    const excluded = counts([
      ...out.flatMap(([, exclusion]) => exclusion ?? []),
      ...asked.flatMap(({ exclusion }) => (exclusion === 'not_member' ? [exclusion] : [])),
    ])
    const chosen = preferred ? team.find(({ id }) => id === preferred.agentId) : holder ? undefined : eligible[0]
    const others = eligible.filter((agent) => agent !== chosen)
    const explanation = {
      conversationId: conversation.conversationId,
      strategy: policy.strategy,
      score: scoreOf(conversation, policy, now),
      isUrgentByDeadline: isNear(conversation, policy, now),
      preferred: asked,
      relaxedSkills: isRelaxed(conversation, policy, now) ? conversation.skills : [],
      tier: chosen?.tier ?? null,
      runnersUp: others.slice(0, 5).map((agent) => ({
        agentId: agent.id,
        load: agent.load,
        lastAssignedAt: agent.lastAssignedAt,
        score: measured(agent, policy),
      })),
      excluded,
      limitsReached: counts(
        out.flatMap(([agent, exclusion]) =>
          exclusion === 'at_capacity' ? fullScopes(agent, conversation).slice(0, 1) : [],
        ),
      ),
    }

    if (chosen) {
      const assignedAt = Math.max(now, ...team.map(({ lastAssignedAt }) => (lastAssignedAt ?? -Infinity) + 1))
      const rival = preferred ? undefined : others.find(({ tier }) => tier === chosen.tier)
      const weightedTurnAfter = turnAfter(chosen, team, policy, rival !== undefined)

      decisions.push({
        kind: 'assigned',
        agentId: chosen.id,
        load: chosen.load,
        lastAssignedAt: chosen.lastAssignedAt,
        agentScore: measured(chosen, policy),
        assignedAt,
        weightedTurnAfter,
        isOverLimit: fullScopes(chosen, conversation).length > 0,
        reason: preferred ? preferred.as : reasonFor(policy, chosen, rival),
        ...explanation,
        lookAgainAt: null,
      })
      const taker = members.find(({ id }) => id === chosen.id)!
      const next = weightedTurnAfter + 1 / taker.weight
      taker.load += conversation.weight
      if (taker.teamLoad !== undefined) taker.teamLoad += conversation.weight
      taker.lastAssignedAt = assignedAt
      taker.weightedTurn = weightedTurnAfter
      if (!conversation.wish) taker.nextTurn = next
      else if (policy.strategy === 'weighted') taker.nextTurn = Math.max(taker.nextTurn, next)
      taker.recentTurns = [...taker.recentTurns, assignedAt]
      taker.limits = taker.limits.map((limit) =>
        limit.scope !== 'channel' || limit.channelId === conversation.channelId
          ? { ...limit, load: limit.load + conversation.weight }
          : limit,
      )
    } else {
      const required = (each: Waiting) => (isRelaxed(each, policy, now) ? [] : each.skills)
      const rivals = left.filter((each) => {
        const mine = required(conversation)
        const theirs = required(each)
        const isSame = [...new Set(mine)].sort().join() === [...new Set(theirs)].sort().join()

        return (
          isSame ||
          takingPart(agents).some(({ skills }) => [...mine, ...theirs].every((skill) => skills.includes(skill)))
        )
      })
      const isClosed = takingPart(agents).length > 0 && takingPart(agents).every(({ isInHours }) => !isInHours)
      const overflow = holder ? null : plainOverflow(conversation, { now, policy, agents }, left.length + 1)
      const position = 1 + rivals.length

      if (overflow) {
        decisions.push({ kind: 'overflowed', position, reason: overflow, ...explanation, lookAgainAt: null })
      } else {
        const heldFor = holder?.as === 'owner' ? 'held_for_owner' : 'held_for_previous'
        const nobody = agents.length === 0 ? 'no_members' : isClosed ? 'outside_hours' : 'nobody_eligible'

        left.push(conversation)
        decisions.push({
          kind: 'queued',
          position,
          reason: holder ? heldFor : nobody,
          ...explanation,
          lookAgainAt: lookAgainAt(conversation, { now, policy, team, asked }),
        })
      }
    }
  }
  return decisions
}

function ask(conversation: Waiting, team: readonly Agent[], policy: Policy, now: number): readonly Preferred[] {
  const { ownerId, previousId } = conversation
  const candidates = [
    ...(policy.owner && ownerId !== null ? [{ as: 'owner' as const, id: ownerId, ...policy.owner }] : []),
    ...(policy.previous && previousId !== null && !(policy.owner && previousId === ownerId)
      ? [{ as: 'previous' as const, id: previousId, ...policy.previous }]
      : []),
  ]
  const asked: Preferred[] = []
  let heldUntil = conversation.queuedAt

  for (const { as, id, waitMinutes, overLimit } of candidates) {
    const agent = team.find((each) => each.id === id)
    const exclusion = agent ? exclusionOf(agent, conversation, policy, now) : 'not_member'
    const until = heldUntil + waitMinutes * minute

    if (exclusion === undefined || (exclusion === 'at_capacity' && overLimit === 'exceed')) {
      return [...asked, { as, agentId: id, outcome: 'took', exclusion: null, until: null }]
    }
    const willHaveSkills =
      agent && (lackedSkills(agent, conversation).length === 0 || relaxesAt(conversation, policy) < until)
    const isWaitedFor =
      waitMinutes > 0 &&
      agent &&
      !agent.isDeactivated &&
      !agent.isExcluded &&
      agent.isInHours &&
      !conversation.tried.includes(id) &&
      willHaveSkills

    if (!isWaitedFor) {
      asked.push({ as, agentId: id, outcome: 'not_waited_for', exclusion, until: null })
    } else if (until > now) {
      return [...asked, { as, agentId: id, outcome: 'waited_for', exclusion, until }]
    } else {
      asked.push({ as, agentId: id, outcome: 'wait_over', exclusion, until })
      heldUntil = until
    }
  }
  return asked
}

type Situation = Readonly<{ now: number; policy: Policy; team: readonly Agent[]; asked: readonly Preferred[] }>

function lookAgainAt(conversation: Waiting, { now, policy, team, asked }: Situation): number | null {
  const held = asked.find(({ outcome }) => outcome === 'waited_for')
  const overflowsAt =
    policy.overflow && policy.overflow.afterMinutes !== null && conversation.canOverflow
      ? conversation.queuedAt + policy.overflow.afterMinutes * minute
      : Infinity
  const awaited = held ? team.filter(({ id }) => asked.some(({ agentId }) => agentId === id)) : team
  const first = Math.min(
    held ? held.until! : Infinity,
    !held && overflowsAt > now ? overflowsAt : Infinity,
    ...awaited.map((agent) => canAt(agent, conversation, policy, now)),
  )

  return first === Infinity ? null : first
}

/** When an agent whom only the clock keeps from the conversation, whatever their load, can take it. */
function canAt(agent: Agent, conversation: Waiting, policy: Policy, now: number): number {
  const lacks = lacksSkill(agent, conversation, policy, now)
  const free = isOut(agent, policy, now) ? freeAt(agent, policy, now) : 0
  const at = Math.max(free, lacks ? relaxesAt(conversation, policy) : 0)

  return at > now && !conversation.tried.includes(agent.id) ? at : Infinity
}

function isNear({ deadlineAt }: Waiting, { deadlineNearMinutes }: Policy, now: number): boolean {
  return deadlineAt !== null && now >= deadlineAt - deadlineNearMinutes * minute
}

function scoreOf({ waitingSince, priority }: Waiting, { boosts }: Policy, now: number): number {
  return (now - waitingSince) / minute + boosts[priority]
}

function measure(agent: Member, { strategy }: Policy): number {
  const shares = agent.limits.flatMap(({ scope, load, max }) => (scope === 'channel' ? [] : [max > 0 ? load / max : 1]))
  switch (strategy) {
    case 'round_robin':
      return agent.lastAssignedAt ?? -Infinity
    case 'least_open':
      return agent.load
    case 'most_free':
      return shares.length > 0 ? Math.max(...shares) : agent.load / 1e9
    case 'weighted':
      return agent.nextTurn
    case 'manual':
      throw new Error('chooses nobody')
    default:
      return strategy satisfies never
  }
}

function measured(agent: Member, policy: Policy): number | null {
  const number = measure(agent, policy)
  return Number.isFinite(number) ? number : null
}

function turnAfter(chosen: Member, team: readonly Member[], { strategy }: Policy, hasRival: boolean): number {
  if (strategy !== 'weighted') return chosen.weightedTurn ?? 0

  const present = Math.max(
    ...takingPart(team).map(({ tier, weightedTurn }) => (tier === chosen.tier ? (weightedTurn ?? 0) : 0)),
  )
  return hasRival ? Math.max(chosen.nextTurn, present) : present
}

function reasonFor(policy: Policy, chosen: Member, next: Member | undefined): Reason {
  const reasons = {
    round_robin: 'longest_since_last',
    least_open: 'lowest_load',
    most_free: 'lowest_share',
    weighted: 'weighted_turn',
    manual: 'only_candidate',
  } as const

  if (!next) return 'only_candidate'
  if (measure(chosen, policy) !== measure(next, policy)) return reasons[policy.strategy]
  return chosen.lastAssignedAt === next.lastAssignedAt ? 'tie_id' : 'tie_longest_since_last'
}

function counts<Key extends string>(keys: readonly Key[]): Partial<Record<Key, number>> {
  const counted: Partial<Record<Key, number>> = {}

  for (const key of keys) counted[key] = (counted[key] ?? 0) + 1
  return counted
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
