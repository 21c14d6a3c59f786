import type { Agent } from './agent.ts'
import type { Assigned, Decision } from './decision.ts'
import { Deliberation } from './deliberation.ts'
import type { InQueue } from './order.ts'
import type { Policy, Snapshot, Wish } from './snapshot.ts'
import { takeOn } from './take-on.ts'

/**
 * Decides where some of the conversations have wishes: each as if the policy had said so from the start, among the
 * agents as the decisions before leave them, at its place in the one queue of all. Turns and loads are everybody's, so
 * each way of deciding hears what the others gave.
 */
export class AsWished {
  readonly #snapshot: Snapshot
  readonly #usual: Deliberation
  readonly #byWish = new Map<string, Deliberation>()
  /** Those under `weighted`, which begins with a look at who was away: anew after whatever was given. */
  readonly #weightedByWish = new Map<string, Deliberation>()
  /** As the decisions made so far leave them. */
  readonly #agents: Map<string, Agent>

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot
    this.#usual = new Deliberation(snapshot)
    this.#agents = new Map(snapshot.agents.map((agent) => [agent.id, agent]))
  }

  decide(each: InQueue): Decision {
    const { wish } = each.conversation
    const own = wish ? this.#for(wish) : this.#usual
    const decision = own.decide(each)

    if (decision.kind === 'assigned') this.#tellOthers(each, decision, own)
    return decision
  }

  #tellOthers({ conversation }: InQueue, decision: Assigned, own: Deliberation): void {
    const agent = this.#agents.get(decision.agentId)

    if (agent !== undefined) this.#agents.set(agent.id, takeOn(agent, conversation, decision))
    for (const other of [this.#usual, ...this.#byWish.values()]) {
      if (other !== own) other.adopt(conversation, decision)
    }
    this.#weightedByWish.clear()
  }

  // Nearly always all wish the same.
  #for(wish: Wish): Deliberation {
    const policy = policyFor(this.#snapshot.policy, wish)
    const key = `${policy.strategy} ${policy.onlineOnly} ${wish.agentLimit}`
    const byWish = policy.strategy === 'weighted' ? this.#weightedByWish : this.#byWish
    const known = byWish.get(key)
    if (known !== undefined) return known

    const agents = [...this.#agents.values()].map((agent) => withLimit(agent, wish.agentLimit))
    const made = new Deliberation({ now: this.#snapshot.now, policy, agents }, this.#usual)
    byWish.set(key, made)
    return made
  }
}

function policyFor(policy: Policy, { strategy, onlineOnly }: Wish): Policy {
  return { ...policy, strategy: strategy ?? policy.strategy, onlineOnly: onlineOnly ?? policy.onlineOnly }
}

/** One more limit of the team: all that there are must pass. */
function withLimit(agent: Agent, max: number | null): Agent {
  if (max === null) return agent
  return { ...agent, limits: [...agent.limits, { scope: 'team', max, load: agent.teamLoad ?? agent.load }] }
}
