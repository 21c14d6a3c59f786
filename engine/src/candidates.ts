import type { Agent, LimitScope } from './agent.ts'
import type { Exclusion } from './decision.ts'
import { exclusionFromAll } from './eligibility.ts'
import { Lane } from './lane.ts'
import type { Snapshot, Waiting } from './snapshot.ts'
import { compareRanked, type Ranking } from './strategies/ranking.ts'
import { takeOn } from './take-on.ts'

export type Excluded = Readonly<{
  byReason: Readonly<Partial<Record<Exclusion, number>>>
  byLimit: Readonly<Partial<Record<LimitScope, number>>>
}>

/** The agents of the team as the decisions made so far leave them. */
export class Candidates {
  readonly #ranking: Ranking
  readonly #now: number
  readonly #excludedFromAll: Partial<Record<Exclusion, number>> = {}
  /** Those who may take some conversation. Agents are replaced, never changed: a lane sees by that who is stale. */
  readonly #current = new Map<string, Agent>()
  readonly #limitedChannels = new Set<string>()
  readonly #lanes = new Map<string, Lane>()
  #lastTurn = -Infinity

  constructor({ agents, policy, now }: Omit<Snapshot, 'waiting'>, ranking: Ranking) {
    this.#ranking = ranking
    this.#now = now
    for (const agent of agents) {
      const exclusion = exclusionFromAll(agent, policy)

      // Somebody who is away took their turn too: the next one must come after it.
      this.#lastTurn = Math.max(this.#lastTurn, agent.lastAssignedAt ?? -Infinity)
      if (exclusion === null) {
        this.#current.set(agent.id, agent)
        for (const { channelId } of agent.limits) if (channelId !== undefined) this.#limitedChannels.add(channelId)
      } else {
        this.#excludedFromAll[exclusion] = (this.#excludedFromAll[exclusion] ?? 0) + 1
      }
    }
  }

  /** Up to `count` of those who can take the conversation, best first. */
  best(conversation: Waiting, count: number): readonly Agent[] {
    return this.#laneOf(conversation).best(count, this.#triedOf(conversation))
  }

  /** Gives the conversation to the agent and answers their turn. */
  assign(conversation: Waiting, agent: Agent): number {
    const turn = Math.max(this.#now, this.#lastTurn + 1)
    const after = takeOn(agent, conversation, turn)

    this.#lastTurn = turn
    this.#current.set(agent.id, after)
    for (const lane of this.#lanes.values()) lane.retireIfFull(after)
    return turn
  }

  /** How many cannot take the conversation, each counted by the first reason that applies. */
  excluded(conversation: Waiting): Excluded {
    const tried = this.#triedOf(conversation)
    const byLimit = this.#laneOf(conversation).fullByScope(tried)
    const atCapacity = byLimit.agent + byLimit.team + byLimit.channel

    return {
      byReason: withoutZeros({ ...this.#excludedFromAll, already_tried: tried.size, at_capacity: atCapacity }),
      byLimit: withoutZeros(byLimit),
    }
  }

  #triedOf({ tried }: Waiting): ReadonlySet<string> {
    return new Set(tried.filter((id) => this.#current.has(id)))
  }

  // A lane costs a look at every agent, so conversations share one wherever no limit tells them apart.
  #laneOf(conversation: Waiting): Lane {
    const { channelId, weight } = conversation
    const kind = this.#limitedChannels.has(channelId) ? `${weight} ${channelId}` : `${weight}`
    const known = this.#lanes.get(kind)
    if (known !== undefined) return known

    const lane = new Lane(conversation, this.#current, (a, b) => compareRanked(this.#ranking, a, b))
    this.#lanes.set(kind, lane)
    return lane
  }
}

function withoutZeros<Key extends string>(
  counts: Readonly<Partial<Record<Key, number>>>,
): Partial<Record<Key, number>> {
  const kept: Partial<Record<Key, number>> = {}

  for (const key in counts) {
    const count = counts[key]
    if (count !== undefined && count > 0) kept[key] = count
  }
  return kept
}
