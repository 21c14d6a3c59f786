import type { Agent, Limit, LimitScope } from './agent.ts'
import type { Exclusion, Standing } from './decision.ts'
import { exclusionFromAll, reachedLimit } from './eligibility.ts'
import { pacedUntil, turnsInWindow } from './pace.ts'
import type { Policy, Waiting } from './snapshot.ts'
import { type Place, type Ranked, type Ranking, turnOf } from './strategies/ranking.ts'

export type Seated = Place & { readonly seat: Seat; shown: Standing | null }

type Counted = { -readonly [Key in keyof Limit]: Limit[Key] }
export type Moves = Readonly<{ assignedAt: number; weightedTurnAfter: number; nextTurn: number }>

/** A member of the team as the decisions made so far leave them. Everything that changes during a call is in here. */
export class Seat implements Ranked {
  readonly agent: Agent
  /** Where they stand now. Replaced, never changed: an older one that is still in some order tells by that it is stale. */
  place: Seated
  /** Why they can take nothing at all; `null` when it depends on the conversation. */
  exclusion: Exclusion | null
  /** When that ends by the clock; `null` when it does not. */
  freeAt: number | null = null
  load: number
  lastAssignedAt: number | null
  weightedTurn: number | null
  nextTurn = 0
  /** The limits that look at every conversation. */
  readonly #limits: readonly Limit[]
  /** What they were given in this call: all of it counts towards these limits, so that none is copied to be changed. */
  #taken = 0
  /** What the narrowest of these limits left at the start: asked at every decision, where the limits are not. */
  readonly #room: number
  /** Made only for those who have such limits: a map for each of ten thousand agents would be half of all the time. */
  #limitsOfChannels: Map<string, Counted[]> | null = null
  readonly #ranking: Ranking
  readonly #pace: Policy['pace']
  readonly #turns: number[]

  constructor(agent: Agent, ranking: Ranking, policy: Policy, now: number) {
    this.agent = agent
    this.load = agent.load
    this.lastAssignedAt = agent.lastAssignedAt
    this.weightedTurn = agent.weightedTurn
    this.#ranking = ranking
    this.#pace = policy.pace
    this.#turns = policy.pace === null ? noTurns : turnsInWindow(agent.recentTurns, policy.pace, now)
    const hasChannels = agent.limits.some(isOfChannel)
    this.#limits = hasChannels ? agent.limits.filter((limit) => !isOfChannel(limit)) : agent.limits
    if (hasChannels) this.#limitsOfChannels = ofChannels(agent.limits)
    this.#room = roomUnder(this.#limits)

    const until = this.#pacedUntil()
    this.exclusion = exclusionFromAll(agent, until !== null, policy, now)
    if (this.exclusion === 'wrapping_up' || this.exclusion === 'paced') {
      this.freeAt = finite(Math.max(agent.wrapUpUntil ?? now, until ?? now))
    }
    this.place = this.#stand()
  }

  /** The limits that look at every conversation, as they stand now. */
  get limits(): readonly Limit[] {
    return this.#taken === 0
      ? this.#limits
      : this.#limits.map((limit) => ({ ...limit, load: limit.load + this.#taken }))
  }

  get channelsLimited(): Iterable<string> {
    return this.#limitsOfChannels?.keys() ?? []
  }

  /** To be called once before the first decision: the strategies measure by it. */
  setNextTurn(nextTurn: number): void {
    this.nextTurn = nextTurn
    this.place = this.#stand()
  }

  /** The scope of the widest limit that the conversation would break; `null` when they have room for it. */
  reachedLimit(channelId: string, weight: number): LimitScope | null {
    const reached = this.isFullFor(weight) ? reachedLimit(this.#limits, weight, this.#taken) : null
    if (reached !== null || this.#limitsOfChannels === null) return reached

    const ofChannel = this.#limitsOfChannels.get(channelId)
    return ofChannel === undefined ? null : reachedLimit(ofChannel, weight, 0)
  }

  /** Whether a limit that looks at every conversation leaves no room for the weight. */
  isFullFor(weight: number): boolean {
    return !(this.#taken < this.#room && this.#taken + weight <= this.#room)
  }

  takeOn({ channelId, weight }: Waiting, { assignedAt, weightedTurnAfter, nextTurn }: Moves): void {
    this.load += weight
    this.lastAssignedAt = assignedAt
    this.weightedTurn = weightedTurnAfter
    this.nextTurn = nextTurn
    this.#taken += weight
    if (this.#limitsOfChannels !== null) {
      for (const limit of this.#limitsOfChannels.get(channelId) ?? []) limit.load += weight
    }
    this.#recordTurn(assignedAt)
    this.place = this.#stand()
  }

  #recordTurn(turn: number): void {
    if (this.#pace === null) return

    this.#turns.push(turn)
    if (turn < (this.#turns.at(-2) ?? turn)) this.#turns.sort((a, b) => a - b)
    const until = this.#pacedUntil()
    // Who is away, and got this one by its wish, is still away.
    if (until !== null && this.exclusion === null) {
      this.exclusion = 'paced'
      this.freeAt = finite(until)
    }
  }

  #pacedUntil(): number | null {
    return this.#pace === null ? null : pacedUntil(this.#turns, this.#pace)
  }

  #stand(): Seated {
    const { id, tier } = this.agent

    return { tier, score: this.#ranking.score(this), turn: turnOf(this), agentId: id, seat: this, shown: null }
  }
}

/** How the agent of the place stands; to be asked only while it is their place. Most places are never shown. */
export function standingOf(place: Seated): Standing {
  const { agentId, seat, score } = place

  place.shown ??= { agentId, load: seat.load, lastAssignedAt: seat.lastAssignedAt, score: finite(score) }
  return place.shown
}

// Not a number, when a load is not one: then there is no room.
function roomUnder(limits: readonly Limit[]): number {
  let room = Infinity

  for (const { max, load } of limits) room = Math.min(room, max - load)
  return room
}

function ofChannels(limits: readonly Limit[]): Map<string, Counted[]> {
  const byChannel = new Map<string, Counted[]>()

  for (const limit of limits) {
    if (limit.scope !== 'channel' || limit.channelId === undefined) continue
    const others = byChannel.get(limit.channelId)
    if (others === undefined) byChannel.set(limit.channelId, [{ ...limit }])
    else others.push({ ...limit })
  }
  return byChannel
}

function isOfChannel({ scope }: Limit): boolean {
  return scope === 'channel'
}

const noTurns: number[] = []

// Decisions are stored as JSON, which has no infinity.
function finite(number: number): number | null {
  return Number.isFinite(number) ? number : null
}
