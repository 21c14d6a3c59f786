import type { Agent, LimitScope } from './agent.ts'
import { reachedLimit } from './eligibility.ts'
import { Heap } from './heap.ts'
import type { Waiting } from './snapshot.ts'

/**
 * The agents with room for one kind of conversation, best first.
 *
 * Conversations are of one kind when every limit treats them alike: same weight, and same channel where a limit
 * names it. Within one call loads only grow, so an agent without room for a kind never has room for it again and
 * leaves its lane for good; how many left, and by which limit, is therefore known without asking everybody.
 */
export class Lane {
  readonly #kind: Waiting
  readonly #current: ReadonlyMap<string, Agent>
  readonly #heap: Heap<Agent>
  readonly #full = new Map<string, LimitScope>()
  readonly #fullByScope: Record<LimitScope, number> = { agent: 0, team: 0, channel: 0 }

  /** `kind` is any conversation of the kind; `current` tells how each agent stands, and changes as they take on. */
  constructor(kind: Waiting, current: ReadonlyMap<string, Agent>, compare: (a: Agent, b: Agent) => number) {
    this.#kind = kind
    this.#current = current
    for (const agent of current.values()) this.retireIfFull(agent)
    this.#heap = new Heap(
      [...current.values()].filter(({ id }) => !this.#full.has(id)),
      compare,
    )
  }

  /** Takes out the agent who has no room left. To be called with whoever has just taken on a conversation. */
  retireIfFull(agent: Agent): void {
    const scope = reachedLimit(agent, this.#kind)
    if (scope === null) return

    // Who was out already may have reached a wider limit since, which is then the one to name.
    const before = this.#full.get(agent.id)
    if (before !== undefined) this.#fullByScope[before] -= 1

    this.#full.set(agent.id, scope)
    this.#fullByScope[scope] += 1
  }

  /** The best who are not in `tried`, up to `count`. */
  best(count: number, tried: ReadonlySet<string>): readonly Agent[] {
    const best: Agent[] = []
    const aside: Agent[] = []

    while (best.length < count) {
      const agent = this.#next()
      if (agent === undefined) break
      aside.push(agent)
      if (!tried.has(agent.id)) best.push(agent)
    }
    for (const agent of aside) this.#heap.push(agent)
    return best
  }

  /** How many agents have no room, by the limit that says so, leaving out those in `tried`. */
  fullByScope(tried: ReadonlySet<string>): Readonly<Record<LimitScope, number>> {
    const counts = { ...this.#fullByScope }

    for (const id of tried) {
      const scope = this.#full.get(id)
      if (scope !== undefined) counts[scope] -= 1
    }
    return counts
  }

  // The heap still holds agents as they stood when they were pushed. Whoever took on a conversation since can only
  // have fallen back, so it is enough to put them in their new place when they come up.
  #next(): Agent | undefined {
    for (;;) {
      const agent = this.#heap.pop()
      if (agent === undefined) return undefined
      if (this.#full.has(agent.id)) continue

      const current = this.#current.get(agent.id)
      if (current === agent) return agent
      if (current !== undefined) this.#heap.push(current)
    }
  }
}
