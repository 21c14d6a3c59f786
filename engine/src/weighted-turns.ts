/**
 * Turns under the strategy `weighted`.
 *
 * Every agent has turns on a line of virtual time, `1 / weight` apart: who weighs twice as much has them twice as often.
 * Whoever's next turn is the earliest takes the conversation, and that turn is stored; the next one follows from it and
 * from the weight at that moment, so an edit of a weight counts at once.
 *
 * The latest turn anybody had is the present of the tier. Who is new, or was away while it moved on, has no backlog to
 * catch up with: their next turn is within the coming period of theirs, before any equal has two. Where in it follows
 * from their place among their equals alone, so that it stays where it is until the present gets there, and so that those
 * who start together do not have their turns together ever after, and the others theirs in bursts.
 *
 * A turn that had no rival (nobody else could, or a preference decided) does not move the present: what one agent alone
 * can serve must not cost the others the order among them.
 */
import { ascending } from './ascending.ts'
import { takesPart } from './eligibility.ts'
import type { Seat } from './seat.ts'

export class WeightedTurns {
  readonly #present = new Map<number, number>()

  constructor(seats: readonly Seat[]) {
    for (const { agent } of seats) {
      if (agent.weightedTurn !== null && takesPart(agent)) {
        this.#present.set(agent.tier, Math.max(agent.weightedTurn, this.presentOf(agent.tier)))
      }
    }
    const here = seats.filter(({ exclusion }) => exclusion === null)
    for (const [tier, members] of Map.groupBy(here, ({ agent }) => agent.tier)) {
      for (const equals of Map.groupBy(members, ({ agent }) => agent.weight).values()) {
        plan(equals, this.presentOf(tier))
      }
    }
  }

  presentOf(tier: number): number {
    return this.#present.get(tier) ?? 0
  }

  /** The turn that the agent has with this conversation. */
  take({ agent, nextTurn }: Seat, hasRival: boolean): number {
    const present = this.presentOf(agent.tier)
    const turn = hasRival ? Math.max(nextTurn, present) : present

    this.#present.set(agent.tier, turn)
    return turn
  }

  /** Takes note of a turn that was had by other rules. */
  adopt({ agent }: Seat, turn: number): void {
    this.#present.set(agent.tier, Math.max(turn, this.presentOf(agent.tier)))
  }
}

/** Gives agents of equal weight their next turns. */
function plan(equals: Seat[], present: number): void {
  equals.sort((a, b) => ascending(a.agent.id, b.agent.id))
  for (const [index, seat] of equals.entries()) {
    const apart = period(seat.agent.weight)
    const { weightedTurn } = seat.agent
    const next = weightedTurn === null ? -Infinity : weightedTurn + apart

    seat.setNextTurn(next >= present ? next : firstTurn(present, apart, (index + 0.5) / equals.length))
  }
}

// The place within a period moves from each period to the next, by the golden section, which never comes back to where it
// was: an agent over whom the present keeps jumping would otherwise always be jumped over. Where that makes the way
// longer than a period, it is a period shorter.
function firstTurn(present: number, apart: number, share: number): number {
  const turnIn = (index: number): number => (index + ((share + index * goldenSection) % 1)) * apart
  const index = Math.floor(present / apart)
  const turn = turnIn(index) >= present ? turnIn(index) : turnIn(index + 1)

  return turn > present + apart ? turn - apart : turn
}

const goldenSection = (Math.sqrt(5) - 1) / 2

/** How far apart the turns of an agent are. */
export function period(weight: number): number {
  return 1 / Math.max(weight, leastWeight)
}

// A weight of nothing would put the next turn out of reach for ever, and everybody else's after it.
const leastWeight = 0.001
