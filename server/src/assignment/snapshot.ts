import type { Decision, Snapshot } from '@fairlead/engine'
import type { NamedAgent } from './agents.ts'
import type { AssigningTeam } from './policy.ts'
import type { Queued } from './waiting.ts'

/** Decisions written together, and what they rest on. */
export type Batch = Readonly<{
  team: AssigningTeam
  trigger: string
  agents: readonly NamedAgent[]
  snapshot: Snapshot
  waiting: readonly Queued[]
  decisions: readonly Decision[]
  /** Of everybody the decisions speak of, by id. */
  names: ReadonlyMap<string, string>
}>

/** What the engine is told; names and what was said before are not among it. */
export function toSnapshot(
  { policy }: AssigningTeam,
  now: number,
  agents: readonly NamedAgent[],
  waiting: readonly Queued[],
): Snapshot {
  // Hardly ever asked for, and kept with each snapshot.
  const hasLimits = waiting.some(({ wish }) => wish && wish.agentLimit !== null)
  return {
    now,
    policy,
    agents: agents.map(({ agent, teamLoad }) => (hasLimits ? { ...agent, teamLoad } : agent)),
    waiting: waiting.map(({ queuedReason: _reason, contactName: _name, rank: _rank, ...each }) => each),
  }
}

/** What tells refusals apart that are worth a record each. */
export function markOf(decision: Decision): string {
  const heldFor = decision.preferred.find(({ outcome }) => outcome === 'waited_for')
  const details = heldFor ? [heldFor.agentId] : Object.keys(decision.excluded).sort()
  return `${decision.reason}:${details.join(',')}`
}
