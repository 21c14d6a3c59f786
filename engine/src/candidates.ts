import type { Assigned, Exclusion } from './decision.ts'
import { type Kind, Lane } from './lane.ts'
import { ranksOf } from './ranks.ts'
import { type Moves, Seat, type Seated } from './seat.ts'
import type { SkillSet } from './skill-sets.ts'
import type { Snapshot, Waiting } from './snapshot.ts'
import { comparePlaces, type Ranking, turnOf } from './strategies/ranking.ts'
import { period, WeightedTurns } from './weighted-turns.ts'

/** What the caller stores of an assignment. */
export type Turn = Readonly<{ assignedAt: number; weightedTurnAfter: number }>

/** The agents of the team as the decisions made so far leave them. */
export class Candidates {
  readonly #now: number
  readonly #seats: readonly Seat[]
  readonly #sorted: readonly Seated[]
  readonly #weightedTurns: WeightedTurns | null
  readonly #excludedFromAll: Partial<Record<Exclusion, number>> = {}
  readonly #limitedChannels = new Set<string>()
  readonly #lanes = new Map<SkillSet, Map<string, Map<number, Lane>>>()
  readonly #allLanes: Lane[] = []
  readonly #lanesOfChannel = new Map<string, Lane[]>()
  /** Those whom only the clock keeps from everything. */
  readonly #freeing: Seat[] = []
  #isFreeingSorted = true
  #seatById: ReadonlyMap<string, Seat> | null = null
  #heaviest = 0
  #lastTurn = -Infinity

  constructor({ agents, policy, now }: Omit<Snapshot, 'waiting'>, ranking: Ranking) {
    this.#now = now
    this.#seats = agents.map((agent) => new Seat(agent, ranking, policy, now))
    for (const seat of this.#seats) {
      // Somebody who is away took their turn too: the next one must come after it.
      this.#lastTurn = Math.max(this.#lastTurn, turnOf(seat))
      if (seat.exclusion !== null) this.#countOut(seat, seat.exclusion)
      else for (const channelId of seat.channelsLimited) this.#limitedChannels.add(channelId)
    }
    this.#weightedTurns = policy.strategy === 'weighted' ? new WeightedTurns(this.#seats) : null
    this.#sorted = inOrder(this.#seats.filter(({ exclusion }) => exclusion === null).map(({ place }) => place))
  }

  seatOf(agentId: string): Seat | undefined {
    this.#seatById ??= new Map(this.#seats.map((seat) => [seat.agent.id, seat]))
    return this.#seatById.get(agentId)
  }

  // A lane costs a look at every agent, so conversations share one wherever nothing tells them apart.
  laneOf({ channelId, weight }: Waiting, skills: SkillSet): Lane {
    const kind = { skills, channelId: this.#limitedChannels.has(channelId) ? channelId : '', weight }
    const byWeight = inMap(
      inMap(this.#lanes, skills, newMap<string, Map<number, Lane>>),
      kind.channelId,
      newMap<number, Lane>,
    )

    return inMap(byWeight, weight, () => this.#open(kind))
  }

  /** Gives the conversation to the agent and answers their turn. `hasRival`: somebody else could have had it as well. */
  assign(conversation: Waiting, seat: Seat, hasRival: boolean): Turn {
    const assignedAt = Math.max(this.#now, this.#lastTurn + 1)
    const weightedTurnAfter = this.#weightedTurns?.take(seat, hasRival) ?? seat.weightedTurn ?? 0

    this.#give(conversation, seat, {
      assignedAt,
      weightedTurnAfter,
      nextTurn: weightedTurnAfter + period(seat.agent.weight),
    })
    return { assignedAt, weightedTurnAfter }
  }

  /** Takes note of a conversation that was given by other rules. Turns under `weighted` are those that it gave. */
  adopt(conversation: Waiting, { agentId, assignedAt, weightedTurnAfter, strategy }: Assigned): void {
    const seat = this.seatOf(agentId)
    if (seat === undefined) return

    const isTurn = strategy === 'weighted'
    if (isTurn) this.#weightedTurns?.adopt(seat, weightedTurnAfter)
    const nextTurn = isTurn ? Math.max(seat.nextTurn, weightedTurnAfter + period(seat.agent.weight)) : seat.nextTurn
    this.#give(conversation, seat, { assignedAt, weightedTurnAfter, nextTurn })
  }

  #give(conversation: Waiting, seat: Seat, moves: Moves): void {
    const wasOut = seat.exclusion !== null

    this.#lastTurn = moves.assignedAt
    seat.takeOn(conversation, moves)
    if (wasOut) return
    if (seat.exclusion !== null) {
      this.#countOut(seat, seat.exclusion)
      for (const lane of this.#allLanes) lane.forget(seat)
    } else if (seat.isFullFor(this.#heaviest)) {
      for (const lane of this.#allLanes) lane.retireIfFull(seat)
    } else if (this.#limitedChannels.has(conversation.channelId)) {
      for (const lane of this.#lanesOfChannel.get(conversation.channelId) ?? []) lane.retireIfFull(seat)
    }
  }

  /** When the first of those who only finish something, or had enough for now, and have the skills, is free again. */
  firstFreeAt(skills: SkillSet, tried: readonly string[]): number | null {
    if (!this.#isFreeingSorted) this.#freeing.sort(byFreeAt)
    this.#isFreeingSorted = true
    const first = this.#freeing.find(({ agent }) => skills.isCoveredBy(agent.skills) && !tried.includes(agent.id))

    return first?.freeAt ?? null
  }

  #open(kind: Kind): Lane {
    const lane = new Lane(kind, this.#sorted, this.#excludedFromAll)

    this.#heaviest = Math.max(this.#heaviest, kind.weight)
    this.#allLanes.push(lane)
    inMap(this.#lanesOfChannel, kind.channelId, (): Lane[] => []).push(lane)
    return lane
  }

  #countOut(seat: Seat, exclusion: Exclusion): void {
    this.#excludedFromAll[exclusion] = (this.#excludedFromAll[exclusion] ?? 0) + 1
    if (seat.freeAt === null) return
    this.#freeing.push(seat)
    this.#isFreeingSorted = false
  }
}

// Nearly in order already, they are put in order with hardly more comparisons than there are places.
function inOrder(places: readonly Seated[]): Seated[] {
  const scores = Float64Array.from(places, ({ score }) => score)
  const lowest = scores.reduce((least, score) => (score > -Infinity && score < least ? score : least), Infinity)

  // Who has nothing to be measured by goes first, by a number that lies beside the others.
  for (let index = 0; index < scores.length; index += 1) if (scores[index] === -Infinity) scores[index] = lowest - 1
  return Array.from(ranksOf(scores), (index) => places[index]!).sort(comparePlaces)
}

function byFreeAt(a: Seat, b: Seat): number {
  return (a.freeAt ?? Infinity) - (b.freeAt ?? Infinity)
}

function inMap<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key)
  if (known !== undefined) return known

  const made = make()
  map.set(key, made)
  return made
}

function newMap<Key, Value>(): Map<Key, Value> {
  return new Map()
}
