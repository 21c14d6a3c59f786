import type { LimitScope } from './agent.ts'
import type { Exclusion } from './decision.ts'
import type { Seat, Seated } from './seat.ts'
import type { Shortlist } from './shortlist.ts'
import type { SkillSet } from './skill-sets.ts'
import { SortedPlaces } from './sorted-places.ts'

/** What sets conversations apart for the agents: same skills, same weight, and same channel where a limit names it. */
export type Kind = Readonly<{ skills: SkillSet; channelId: string; weight: number }>

export type Excluded = Readonly<{
  byReason: Readonly<Partial<Record<Exclusion, number>>>
  byLimit: Readonly<Partial<Record<LimitScope, number>>>
}>

/**
 * The agents who could take one kind of conversation, best first.
 *
 * Within one call loads only grow, so an agent without room for a kind never has room for it again and leaves its lane
 * for good; how many left, and by which limit, is therefore known without asking everybody.
 */
export class Lane {
  readonly kind: Kind
  readonly #places: SortedPlaces
  readonly #unskilled = new Set<Seat>()
  readonly #full = new Map<Seat, LimitScope>()
  readonly #fullByScope: Record<LimitScope, number> = { agent: 0, team: 0, channel: 0 }
  readonly #excludedFromAll: Readonly<Partial<Record<Exclusion, number>>>
  #excluded: Excluded | null = null

  /** `sorted` holds everybody who can take some conversation, in the order of their places. */
  constructor(kind: Kind, sorted: readonly Seated[], excludedFromAll: Readonly<Partial<Record<Exclusion, number>>>) {
    const { skills } = kind

    this.kind = kind
    this.#excludedFromAll = excludedFromAll
    for (const { seat } of sorted) {
      if (seat.exclusion !== null) continue
      if (skills.skills.length > 0 && !skills.isCoveredBy(seat.agent.skills)) this.#unskilled.add(seat)
      else this.retireIfFull(seat)
    }
    this.#places = new SortedPlaces(
      this.#unskilled.size + this.#full.size === 0 ? sorted : sorted.filter(({ seat }) => this.#isOpenTo(seat)),
    )
  }

  /** Takes out the agent who has no room left. To be called with whoever has just taken on a conversation. */
  retireIfFull(seat: Seat): void {
    const scope = seat.reachedLimit(this.kind.channelId, this.kind.weight)
    if (scope === null || this.#unskilled.has(seat)) return

    // Who was out already may have reached a wider limit since, which is then the one to name.
    const before = this.#full.get(seat)
    if (before === scope) return
    if (before !== undefined) this.#fullByScope[before] -= 1

    this.#full.set(seat, scope)
    this.#fullByScope[scope] += 1
    this.#excluded = null
  }

  /** Takes out the agent who can take nothing of any kind any more, and is counted there. */
  forget(seat: Seat): void {
    const scope = this.#full.get(seat)

    if (scope !== undefined) this.#fullByScope[scope] -= 1
    this.#full.delete(seat)
    this.#unskilled.delete(seat)
    this.#excluded = null
  }

  /** Fills the shortlist with up to `count` who can take it, best first, leaving out those in `passedOver`. */
  best(shortlist: Shortlist, count: number, passedOver: ReadonlySet<Seat>): void {
    this.#places.best(shortlist, count, this.#current, passedOver)
  }

  /** Why the others cannot take it. Those in `tried` did; `overLimit` takes it although over a limit. */
  excluded(tried: ReadonlySet<Seat>, overLimit: Seat | null): Excluded {
    if (tried.size > 0 || overLimit !== null) return this.#count(tried, overLimit)

    this.#excluded ??= this.#count(tried, overLimit)
    return this.#excluded
  }

  // Everybody who is not here counts once, by the first reason that applies.
  #count(tried: ReadonlySet<Seat>, overLimit: Seat | null): Excluded {
    const byLimit = { ...this.#fullByScope }
    let unskilled = this.#unskilled.size

    for (const seat of overLimit === null ? tried : [...tried, overLimit]) {
      const scope = this.#full.get(seat)
      if (scope !== undefined) byLimit[scope] -= 1
      if (this.#unskilled.has(seat)) unskilled -= 1
    }
    const full = byLimit.agent + byLimit.team + byLimit.channel

    return {
      byReason: withoutZeros({
        ...this.#excludedFromAll,
        already_tried: tried.size,
        missing_skill: unskilled,
        at_capacity: full,
      }),
      byLimit: withoutZeros(byLimit),
    }
  }

  readonly #current = ({ seat }: Seated): Seated | null => (this.#isOpenTo(seat) ? seat.place : null)

  #isOpenTo(seat: Seat): boolean {
    return (
      seat.exclusion === null &&
      (this.#full.size === 0 || !this.#full.has(seat)) &&
      (this.#unskilled.size === 0 || !this.#unskilled.has(seat))
    )
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
